# language: de
Funktionalität: Titel

  Szenario: eins
    Angenommen agent ana is signed in in US
    Wenn ana dails 911
    Dan ana dials 911
