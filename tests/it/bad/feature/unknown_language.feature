# language: klingon
Feature: title
