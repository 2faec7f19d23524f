using Lighthouse.Chaos.Lies;

namespace Lighthouse.Instruments.Tests.Chaos.Lies;

public sealed class LieLedgerTests
{
    private static readonly LieKind Forgery = new("forgery", "bad_signature", "wrong_nonce");
    private static readonly LieKind Repetition = new("repetition", "already_ended");

    [Fact]
    public void A_lie_counts_by_the_word_that_answered_it()
    {
        var ledger = new LieLedger([Forgery, Repetition]);
        ledger.Truth(Forgery, LieLedger.Taken);
        foreach (var answer in new[] { "bad_signature", "wrong_nonce", "bad_signature", LieLedger.Taken })
            ledger.Lie(Forgery, answer);
        ledger.Lie(Repetition, "already_ended");
        ledger.Truth(Repetition, LieLedger.Taken);

        Assert.Equal([new LieCount(Forgery, 4, 3, 1, 1, 1), new LieCount(Repetition, 1, 1, 0, 1, 1)], ledger.Count());
        Assert.All(ledger.Count(), count => Assert.Null(count.Doubt));
        Assert.Equal(3, ledger.AnsweredBy(["bad_signature", "already_ended"]));
    }

    [Fact]
    public void Nothing_told_is_a_doubt_and_no_success()
    {
        var ledger = new LieLedger([Forgery]);
        ledger.Truth(Forgery, LieLedger.Taken);
        Assert.Equal("forgery was not told", Assert.Single(ledger.Count()).Doubt);
    }

    [Theory]
    [InlineData("rate_limited")]
    [InlineData("already_ended")]
    [InlineData(null)]
    public void An_answer_that_is_not_of_its_rule_shows_nothing(string? answer)
    {
        var ledger = new LieLedger([Forgery, Repetition]);
        ledger.Truth(Forgery, LieLedger.Taken);
        ledger.Lie(Forgery, "bad_signature");
        ledger.Lie(Forgery, answer);
        var count = ledger.Count()[0];
        Assert.Equal((1, "1 of 2 forgery were neither taken nor refused as such"), (count.Unsettled, count.Doubt));
    }

    [Fact]
    public void A_target_that_refuses_honest_requests_too_has_seen_through_nothing()
    {
        var ledger = new LieLedger([Forgery]);
        ledger.Lie(Forgery, "bad_signature");
        ledger.Truth(Forgery, "bad_signature");
        Assert.Equal("forgery: none of 1 honest requests of the same form was taken", Assert.Single(ledger.Count()).Doubt);
    }

    [Fact]
    public void Kinds_that_could_not_be_told_apart_are_refused()
    {
        Assert.StartsWith("LHC5401:", Assert.Throws<ArgumentException>(() => new LieLedger([])).Message);
        Assert.StartsWith("LHC5401:", Assert.Throws<ArgumentException>(() => new LieLedger([Forgery, Repetition with { Name = "forgery" }])).Message);
        Assert.StartsWith("LHC5401:", Assert.Throws<ArgumentException>(() => new LieLedger([new LieKind("silent")])).Message);
        Assert.StartsWith("LHC5401:", Assert.Throws<ArgumentException>(() => new LieLedger([new LieKind("obeyed", LieLedger.Taken)])).Message);
        Assert.StartsWith("LHC5402:", Assert.Throws<ArgumentException>(() => new LieLedger([Forgery]).Lie(Repetition, null)).Message);
    }
}
