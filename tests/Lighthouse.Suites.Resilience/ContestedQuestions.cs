using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.History;

namespace Lighthouse.Suites.Resilience;

/// <summary>
/// Questions that are answered twice at the same moment, about their deadline too, and looked at again and again while faults happen. Whatever was seen
/// must fit together: each was answered at most once, and never after its deadline.
/// </summary>
internal sealed class ContestedQuestions : IAsyncDisposable
{
    private static readonly object Schema = new { type = "object" };
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    // How late the bridge may notice a deadline, and how far two clocks may be apart after a restart.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    // An agent may answer twenty times a minute, and each question is answered twice.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(6.5);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<QuestionHistory> histories = [];
    private readonly List<BridgeClient> clients = [];
    private List<Task> loops = [];

    private ContestedQuestions()
    {
    }

    /// <summary>Begins with so many pairs of agents, those who answer with two sessions each.</summary>
    public static async Task<ContestedQuestions> StartAsync(Agents agents, Uri address, int pairs, Random random, CancellationToken cancellation)
    {
        var questions = new ContestedQuestions();
        var first = agents.Sessions.Count;
        await agents.EnlistAsync("contested", 2 * pairs, cancellation);
        for (var pair = 0; pair < pairs; pair++)
        {
            var client = BridgeClient.Connect(address, requestTimeout: TimeSpan.FromSeconds(2));
            questions.clients.Add(client);
            var second = await client.OpenSessionAsync(agents.Credentials[first + 2 * pair + 1], cancellation: cancellation);
            var parties = new Parties(agents.Sessions[first + 2 * pair], agents.Sessions[first + 2 * pair + 1], second);
            var own = new Random(random.Next());
            questions.loops.Add(Task.Run(() => questions.AskAsync(parties, own), CancellationToken.None));
        }

        return questions;
    }

    /// <summary>Ends it and looks at every question's history.</summary>
    public async Task StopAsync(Tally tally)
    {
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        loops = [];
        var steps = new Checklist();
        foreach (var history in histories)
            steps.That(history.Violation() is null, $"a question's history does not fit: {history.Violation()}; {string.Join(", ", history.Operations)}");
        tally.AddChecks(steps);
        var outcomes = histories.SelectMany(one => one.Operations).GroupBy(one => one.Outcome).OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Count()}");
        Day.Progress($"{histories.Count} contested questions: {string.Join(", ", outcomes)}");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        foreach (var client in clients)
            client.Dispose();
        stop.Dispose();
    }

    private async Task AskAsync(Parties parties, Random random)
    {
        while (!stop.IsCancellationRequested)
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                await AskOnceAsync(parties, random);
            }
            catch (Exception problem) when (IsAway(problem) || problem is BridgeException)
            {
                // It was not asked, or not shown: nothing to look at.
            }

            try
            {
                var left = Every - Stopwatch.GetElapsedTime(begun);
                await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task AskOnceAsync(Parties parties, Random random)
    {
        var (before, seconds) = (Now(), Deadline);
        var ticket = await parties.Asker.CreateElicitationAsync(parties.Asked.AgentId, "Once only.", Schema, seconds);
        var after = Now();
        var question = (await parties.Asked.PendingAsync()).FirstOrDefault(one => one.Id == ticket.ElicitationId);
        if (question is null)
            return;
        var operations = new ConcurrentBag<QuestionOperation>();
        var answering = Task.Delay(TimeSpan.FromMilliseconds(random.Next((int)(Deadline + Slack).TotalMilliseconds)), CancellationToken.None).ContinueWith(
            _ => Task.WhenAll(AnswerAsync(parties.Asked, question, 1, operations), AnswerAsync(parties.AskedAgain, question, 2, operations)), TaskScheduler.Default).Unwrap();
        while (Now() < after + Deadline + Slack + LookEvery)
        {
            await LookAsync(parties.Asker, ticket, operations);
            await Task.Delay(LookEvery, CancellationToken.None);
        }

        await answering;
        await LookAsync(parties.Asker, ticket, operations);
        histories.Enqueue(new QuestionHistory(before + Deadline, after + Deadline + Slack, [.. operations.OrderBy(one => one.Invoked)]));
    }

    private static async Task AnswerAsync(BridgeSession by, PendingElicitation question, int number, ConcurrentBag<QuestionOperation> operations)
    {
        var (invoked, value) = (Now(), number.ToString(CultureInfo.InvariantCulture));
        try
        {
            var outcome = await by.RespondAsync(question, ResponseType.Accept, new { number }) == "accepted" ? OperationOutcome.Taken : OperationOutcome.Unknown;
            operations.Add(new QuestionOperation(outcome, invoked, outcome == OperationOutcome.Taken ? Now() : TimeSpan.MaxValue, value));
        }
        catch (BridgeException refusal) when (refusal.Code is "already_ended" or "expired")
        {
            operations.Add(new QuestionOperation(refusal.Code == "expired" ? OperationOutcome.RefusedAsLate : OperationOutcome.RefusedAsEnded, invoked, Now()));
        }
        catch (Exception problem) when (IsAway(problem) || problem is BridgeException { Code: not "rate_limited" })
        {
            // A store that was lost in between may have it all the same, and so may a bridge that did not get to answer.
            operations.Add(new QuestionOperation(OperationOutcome.Unknown, invoked, TimeSpan.MaxValue, value));
        }
        catch (BridgeException)
        {
            // Sent away before anybody looked at it.
        }
    }

    private static async Task LookAsync(BridgeSession asker, ElicitationTicket ticket, ConcurrentBag<QuestionOperation> operations)
    {
        var invoked = Now();
        try
        {
            var status = await asker.StatusAsync(ticket.ElicitationId);
            OperationOutcome? outcome = status.Status switch { "pending" => OperationOutcome.SeenOpen, "accepted" => OperationOutcome.SeenAnswered, "expired" => OperationOutcome.SeenExpired, _ => null };
            var value = status.Data is { } data && data.TryGetProperty("number", out var number) ? number.ToString() : null;
            if (outcome is { } seen)
                operations.Add(new QuestionOperation(seen, invoked, Now(), value));
        }
        catch (Exception problem) when (IsAway(problem) || problem is BridgeException)
        {
            // Nothing was seen.
        }
    }

    private static bool IsAway(Exception problem) => problem is HttpRequestException or SocketException or TimeoutException or IOException or OperationCanceledException;

    private static TimeSpan Now() => Stopwatch.GetElapsedTime(0);

    private sealed record Parties(BridgeSession Asker, BridgeSession Asked, BridgeSession AskedAgain);
}
