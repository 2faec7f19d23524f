using Lighthouse.Chaos.History;

namespace Lighthouse.Instruments.Tests.Chaos.History;

/// <summary>What may be seen of a question that is answered once and in time, and what may not.</summary>
public sealed class QuestionHistoryTests
{
    private const int End = 10;

    [Fact]
    public void An_answer_in_time_that_is_seen_afterwards_fits() =>
        Assert.Null(History(Op(OperationOutcome.SeenOpen, 0, 1), Op(OperationOutcome.Taken, 2, 4, "a"), Op(OperationOutcome.SeenAnswered, 3, 5, "a"), Op(OperationOutcome.RefusedAsEnded, 3, 6)).Violation());

    [Fact]
    public void Two_answers_are_never_taken() =>
        Assert.Contains("2 answers", History(Op(OperationOutcome.Taken, 0, 1, "a"), Op(OperationOutcome.Taken, 2, 3, "b")).Violation(), StringComparison.Ordinal);

    [Fact]
    public void An_answer_is_not_taken_after_the_deadline() =>
        Assert.Contains("not before 9.000 s and not after 8.000 s", History(Op(OperationOutcome.Taken, 9, 10, "a")).Violation(), StringComparison.Ordinal);

    [Fact]
    public void What_was_answered_is_not_seen_open_again() =>
        Assert.NotNull(History(Op(OperationOutcome.Taken, 1, 2, "a"), Op(OperationOutcome.SeenOpen, 3, 4)).Violation());

    [Fact]
    public void An_answer_of_which_nobody_knows_may_have_been_taken_or_not()
    {
        var unknown = Op(OperationOutcome.Unknown, 1, End, "a");
        Assert.Null(History(unknown, Op(OperationOutcome.SeenAnswered, 4, 5, "a")).Violation());
        Assert.Null(History(unknown, Op(OperationOutcome.SeenExpired, 8, 9)).Violation());
        Assert.NotNull(History(unknown, Op(OperationOutcome.SeenAnswered, 4, 5, "b")).Violation());
    }

    [Fact]
    public void A_question_does_not_expire_before_its_time_and_is_not_open_after_it()
    {
        Assert.NotNull(History(Op(OperationOutcome.SeenExpired, 4, 5)).Violation());
        Assert.NotNull(History(Op(OperationOutcome.SeenOpen, 9, 10)).Violation());
        Assert.NotNull(History(Op(OperationOutcome.RefusedAsEnded, 4, 5)).Violation());
    }

    /// <summary>Whatever a question that keeps its word shows, in whatever overlap, fits.</summary>
    [Fact]
    public void Every_execution_of_a_true_question_fits()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var history = TrueExecution(new Random(seed));
            Assert.True(history.Violation() is null, $"seed {seed}: {history.Violation()}: {string.Join(", ", history.Operations)}");
        }
    }

    /// <summary>The verdict is that of a search through all moments at which answer, deadline and looks can have been.</summary>
    [Fact]
    public void The_verdict_is_that_of_an_exhaustive_search()
    {
        var (fit, broken) = (0, 0);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var history = AnyHistory(new Random(seed));
            var exists = Exists(history);
            Assert.True(history.Violation() is null == exists, $"seed {seed}: {history.Violation() ?? "fits"}, and a search says {exists}: {string.Join(", ", history.Operations)}");
            (fit, broken) = (fit + (exists ? 1 : 0), broken + (exists ? 0 : 1));
        }

        Assert.True(Math.Min(fit, broken) > 1_000, $"{fit} fit, {broken} do not");
    }

    private static QuestionHistory TrueExecution(Random random)
    {
        var deadline = random.Next(6, 9);
        var (answeredAt, value) = ((int?)null, (string?)null);
        var operations = new List<QuestionOperation>();
        // In the order in which they take effect.
        for (var at = 0; at <= End; at++)
        {
            var (from, until) = (Math.Max(0, at - random.Next(3)), Math.Min(End, at + random.Next(3)));
            var isOver = at > deadline;
            if (random.Next(2) == 0)
            {
                operations.Add(answeredAt is not null ? Op(OperationOutcome.SeenAnswered, from, until, value) : Op(isOver ? OperationOutcome.SeenExpired : OperationOutcome.SeenOpen, from, until));
                continue;
            }

            var mine = $"answer {at}";
            var isTaken = answeredAt is null && !isOver;
            var isHeard = random.Next(4) > 0;
            operations.Add(
                !isHeard ? Op(OperationOutcome.Unknown, from, End, mine)
                : isTaken ? Op(OperationOutcome.Taken, from, until, mine)
                : Op(answeredAt is not null ? OperationOutcome.RefusedAsEnded : OperationOutcome.RefusedAsLate, from, until));
            if (isTaken)
                (answeredAt, value) = (at, mine);
        }

        return new QuestionHistory(Time(deadline - random.Next(2)), Time(deadline + random.Next(2)), operations);
    }

    private static QuestionHistory AnyHistory(Random random)
    {
        var operations = Enumerable.Range(0, random.Next(1, 5)).Select(_ =>
        {
            var outcome = (OperationOutcome)random.Next(Enum.GetValues<OperationOutcome>().Length);
            var from = random.Next(End);
            var value = outcome is OperationOutcome.Taken or OperationOutcome.Unknown or OperationOutcome.SeenAnswered ? (random.Next(3) > 0 ? "a" : "b") : null;
            return Op(outcome, from, outcome == OperationOutcome.Unknown ? End : random.Next(from, End + 1), value);
        }).ToList();
        var deadline = random.Next(4, 9);
        return new QuestionHistory(Time(deadline), Time(deadline + random.Next(3)), operations);
    }

    private static bool Exists(QuestionHistory history)
    {
        var operations = history.Operations;
        var taken = operations.Where(one => one.Outcome == OperationOutcome.Taken).ToList();
        if (taken.Count > 1)
            return false;
        var deadlines = Enumerable.Range(0, End + 1).Select(Time).Where(at => at >= history.DeadlineFrom && at <= history.DeadlineUntil).ToList();
        var answers = taken.Count == 1 ? taken : operations.Where(one => one.Outcome == OperationOutcome.Unknown).ToList();
        return (taken.Count == 0 && deadlines.Any(deadline => operations.All(one => Holds(one, null, TimeSpan.MaxValue, deadline))))
            || answers.Any(answer => deadlines.Any(deadline => Moments(answer).Any(at => at <= deadline && operations.All(one => Holds(one, answer, at, deadline)))));
    }

    private static bool Holds(QuestionOperation one, QuestionOperation? answer, TimeSpan answeredAt, TimeSpan deadline) => one.Outcome switch
    {
        OperationOutcome.Taken => one == answer,
        OperationOutcome.Unknown => true,
        OperationOutcome.SeenOpen => Moments(one).Any(at => at <= answeredAt && at <= deadline),
        OperationOutcome.SeenAnswered => answer is not null && one.Value == answer.Value && Moments(one).Any(at => at >= answeredAt),
        OperationOutcome.SeenExpired => answer is null && Moments(one).Any(at => at >= deadline),
        OperationOutcome.RefusedAsLate => Moments(one).Any(at => at >= deadline),
        _ => Moments(one).Any(at => at >= answeredAt || at >= deadline),
    };

    private static IEnumerable<TimeSpan> Moments(QuestionOperation one) => Enumerable.Range(0, End + 1).Select(Time).Where(at => at >= one.Invoked && at <= one.Returned);

    private static QuestionHistory History(params QuestionOperation[] operations) => new(Time(7), Time(8), operations);

    private static QuestionOperation Op(OperationOutcome outcome, int from, int until, string? value = null) => new(outcome, Time(from), Time(until), value);

    private static TimeSpan Time(int seconds) => TimeSpan.FromSeconds(seconds);
}
