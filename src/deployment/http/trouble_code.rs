//! The codes of what can go wrong with a deployment, each with what it means and what to do about it.

use crate::domain::words;

words!(
    /// What a failure is called, for good: the word by which it is looked up.
    TroubleCode, "code of a failure" {
        /// No connection came about.
        Unreachable = "unreachable",
        /// Several requests, or scenarios, in a row waited for something in vain.
        NoAnswers = "no-answers",
        /// The answer was not complete in time.
        LateAnswer = "late-answer",
        /// Work does not come to an end.
        Restless = "restless",
        /// The body is longer than is read.
        LongBody = "long-body",
        /// The headers are longer than is read.
        LongHead = "long-head",
        /// The body is compressed.
        EncodedBody = "encoded-body",
        /// The connection broke inside the answer.
        CutAnswer = "cut-answer",
        /// What came is no HTTP.
        NotHttp = "not-http",
        /// The deployment sends us elsewhere.
        Redirect = "redirect",
        /// The body is no JSON.
        NotJson = "not-json",
        /// The body ends too early.
        CutJson = "cut-json",
        /// The body is nested too deeply.
        DeepJson = "deep-json",
        /// The body is JSON, but no message of the interface.
        NotAMessage = "not-a-message",
        /// The deployment says why it can't.
        ProblemDetails = "problem-details",
        /// A status that the interface does not have here.
        WrongStatus = "wrong-status",
    }
);

impl TroubleCode {
    /// What it means, and what to do about it.
    pub fn explanation(self) -> [&'static str; 2] {
        match self {
            TroubleCode::Unreachable => [
                "No connection to the deployment came about, so nothing was asked.",
                "Is it running, is `address` in the deployment file right, and is the port one that speaks what the \
                 address says, http or https?",
            ],
            TroubleCode::NoAnswers => [
                "Three requests in a row had no complete answer in time, or three scenarios in a row ended because something \
                 did not come in time. The deployment counts as gone and the check ends, so that not everything in the suite \
                 is waited for.",
                "Look at what the deployment waits for. If it is well and slow, raise `limit` in the deployment file.",
            ],
            TroubleCode::LateAnswer => [
                "An answer was not complete within the limit, which holds from the first byte sent to the last one read.",
                "Respond sooner, or raise `limit` in the deployment file. A slow counterpart never makes a response wait, \
                 since 202 comes at once.",
            ],
            TroubleCode::Restless => [
                "An input was taken, and the deployment did not come to rest within the limit.",
                "`quiescent` stays false, or `unanswered` does not count an act that waits for a late answer.",
            ],
            TroubleCode::LongBody => [
                "The body of an answer is longer than is read; the rest of it was left where it is.",
                "An answer holds what was asked for and nothing else; the feed may be given in pages.",
            ],
            TroubleCode::LongHead => [
                "The headers of an answer are more, or longer, than is read.",
                "Send no more than 100 headers; a proxy in front may add some.",
            ],
            TroubleCode::EncodedBody => [
                "The body of an answer is compressed, which nobody asked for: requests name no encoding, and nothing is \
                 inflated.",
                "Send bodies as they are, without `Content-Encoding`.",
            ],
            TroubleCode::CutAnswer => [
                "The connection broke before the answer was complete.",
                "Look for a process that ended, or a `Content-Length` that promises more than is sent.",
            ],
            TroubleCode::NotHttp => [
                "What came back is no HTTP.",
                "Is the port that of the interface, and does it speak what the address says, http or https?",
            ],
            TroubleCode::Redirect => [
                "The deployment answered with a redirect. It is not followed: the token would go with it.",
                "Write the address where the interface really stands into the deployment file.",
            ],
            TroubleCode::NotJson => [
                "The body of an answer is no JSON; what stands at the place where reading ended is shown.",
                "A page of HTML often comes from a proxy or a sign-in in front of the interface.",
            ],
            TroubleCode::CutJson => [
                "The body of an answer ends inside its JSON.",
                "Look for a body that is written in parts of which the last is missing.",
            ],
            TroubleCode::DeepJson => [
                "The body of an answer is nested deeper than the 128 levels that are read.",
                "No message of the interface is nested deeper than ten levels.",
            ],
            TroubleCode::NotAMessage => [
                "The body of an answer is JSON, but not the message that is due there.",
                "Compare it with the example in docs/deployment-interface.yaml; unknown fields are errors.",
            ],
            TroubleCode::ProblemDetails => [
                "The deployment answered with a problem, whose title, status and detail are its own.",
                "Read on there: the deployment says what it could not do.",
            ],
            TroubleCode::WrongStatus => [
                "The status of an answer is none that the interface has there, and its body is no problem.",
                "Say why a request fails by problem details (RFC 9457).",
            ],
        }
    }

    /// The code that a message of a failure names.
    pub fn named_in(message: &str) -> Option<TroubleCode> {
        let (_, rest) = message.split_once('[')?;
        let (word, after) = rest.split_once(']')?;
        word.parse().ok().or_else(|| TroubleCode::named_in(after))
    }
}
