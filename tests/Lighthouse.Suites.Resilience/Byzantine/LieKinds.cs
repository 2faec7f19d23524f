using Lighthouse.Chaos.Lies;

namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>What the liars try, and by which words the bridge says that it sees through it (docs/bridge.md).</summary>
internal static class LieKinds
{
    public static readonly LieKind AnswerOfAnothersQuestion = new("answer-of-anothers-question", "not_your_elicitation");
    public static readonly LieKind AnswerInAnothersName = new("answer-in-anothers-name", "impersonation");
    public static readonly LieKind WithdrawalOfAnothersQuestion = new("withdrawal-of-anothers-question", "not_your_elicitation");
    public static readonly LieKind WrongNonce = new("wrong-nonce", "wrong_nonce");
    public static readonly LieKind WrongSignature = new("wrong-signature", "bad_signature");
    public static readonly LieKind ChangedContent = new("changed-content", "bad_signature");
    public static readonly LieKind OutsideTheSchema = new("outside-the-schema", "answer_not_in_schema");
    public static readonly LieKind SecondAnswer = new("second-answer", "already_ended", "nonce_used");
    public static readonly LieKind LateAnswer = new("late-answer", "expired");

    public static readonly LieKind ResultOfAnothersWork = new("result-of-anothers-work", "not_your_task");
    public static readonly LieKind ResultInAnothersName = new("result-in-anothers-name", "impersonation");
    public static readonly LieKind StolenRegistration = new("stolen-registration", "stale_registration");
    public static readonly LieKind OldRegistration = new("old-registration", "stale_registration");
    public static readonly LieKind SecondResult = new("second-result", "already_ended");
    public static readonly LieKind LateResult = new("late-result", "timed_out");

    public static readonly LieKind VoteInAnothersName = new("vote-in-anothers-name", "not_your_vote");
    public static readonly LieKind VoteOverAnothers = new("vote-over-anothers", "not_your_vote");
    public static readonly LieKind SecondVote = new("second-vote", "vote_cast");
    public static readonly LieKind VoteTakenBack = new("vote-taken-back", "vote_cast");
    public static readonly LieKind StaleContribution = new("stale-contribution", "context_changed");
    public static readonly LieKind ContributionOfAnOutsider = new("contribution-of-an-outsider", "not_your_collaboration");
    public static readonly LieKind EndOfAnothers = new("end-of-anothers", "not_your_collaboration");
    public static readonly LieKind VoteAfterTheEnd = new("vote-after-the-end", "already_ended");

    public static readonly LieKind EventInAnothersName = new("event-in-anothers-name", "impersonation");
    public static readonly LieKind EventOfTheBridge = new("event-of-the-bridge", "reserved_event_type");

    /// <summary>The words with which the bridge also counts an attempt to be somebody else (<c>impersonation_attempts</c>).</summary>
    public static readonly IReadOnlyCollection<string> CountedByTheBridge =
        ["impersonation", "not_your_elicitation", "not_your_task", "stale_registration", "not_your_vote", "not_your_collaboration"];

    public static IReadOnlyList<LieKind> All { get; } =
    [
        AnswerOfAnothersQuestion, AnswerInAnothersName, WithdrawalOfAnothersQuestion, WrongNonce, WrongSignature, ChangedContent, OutsideTheSchema, SecondAnswer,
        LateAnswer, ResultOfAnothersWork, ResultInAnothersName, StolenRegistration, OldRegistration, SecondResult, LateResult, VoteInAnothersName,
        VoteOverAnothers, SecondVote, VoteTakenBack, StaleContribution, ContributionOfAnOutsider, EndOfAnothers, VoteAfterTheEnd, EventInAnothersName,
        EventOfTheBridge,
    ];
}
