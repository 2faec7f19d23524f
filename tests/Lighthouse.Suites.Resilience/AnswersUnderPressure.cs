using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Resilience;

/// <summary>Questions that are answered one by one while the bridge lacks something: an answer that it took must be there afterwards.</summary>
internal sealed class AnswersUnderPressure
{
    private static readonly object Schema = new { type = "object", required = new[] { "number" } };
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(30), AnswerLimit = TimeSpan.FromSeconds(3), LookEvery = TimeSpan.FromMilliseconds(100), LookWithin = TimeSpan.FromMinutes(1);
    private readonly List<(BridgeSession Asker, BridgeSession Asked, ElicitationTicket Ticket, PendingElicitation Question)> open = [];
    private readonly ConcurrentQueue<int> taken = [];
    private int next;
    private volatile bool wasRefused;

    private AnswersUnderPressure()
    {
    }

    /// <summary>Asks so many questions, each by an agent of its own: an agent may not answer many at once.</summary>
    public static async Task<AnswersUnderPressure> OpenAsync(Agents agents, int count, CancellationToken cancellation)
    {
        var first = agents.Sessions.Count;
        await agents.EnlistAsync("answer", 2 * count, cancellation);
        var questions = new AnswersUnderPressure();
        for (var number = 0; number < count; number++)
        {
            var (asker, asked) = (agents.Sessions[first + 2 * number], agents.Sessions[first + 2 * number + 1]);
            var ticket = await asker.CreateElicitationAsync(asked.AgentId, "Which number?", Schema, Deadline, cancellation: cancellation);
            questions.open.Add((asker, asked, ticket, (await asked.PendingAsync(cancellation)).Single(one => one.Id == ticket.ElicitationId)));
        }

        return questions;
    }

    /// <summary>Whether an answer was refused for want of memory.</summary>
    public bool WasRefused => wasRefused;

    /// <summary>Answers the next one. Nothing is known of an answer that the bridge did not acknowledge.</summary>
    public async Task AnswerNextAsync(CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref next) - 1;
        if (number >= open.Count)
            return;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(AnswerLimit);
        try
        {
            if (await open[number].Asked.RespondAsync(open[number].Question, ResponseType.Accept, new { number }, bound.Token) == "accepted")
                taken.Enqueue(number);
        }
        catch (Exception problem) when (problem is BridgeException or HttpRequestException or SocketException or IOException or TimeoutException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            wasRefused |= problem is BridgeException { Code: MemoryExhaustion.NoMemory };
            Day.Progress($"answer {number} was not taken: {problem.Message}");
        }
    }

    /// <summary>Looks whether each answer that was taken is there, by the one who asked.</summary>
    public async Task CheckAsync(Tally tally, CancellationToken cancellation)
    {
        var (seen, lost) = (0, 0);
        foreach (var number in taken)
        {
            if (await StatusAsync(open[number].Asker, open[number].Ticket, cancellation) is not { } status)
            {
                tally.Doubt($"whether answer {number} is there could not be asked within {LookWithin.TotalSeconds:0} s after the pressure.");
                continue;
            }

            seen++;
            var isThere = status is { Status: "accepted", Data: { } data } && data.TryGetProperty("number", out var answer) && answer.GetInt32() == number;
            lost += isThere ? 0 : 1;
            if (!isThere)
                Day.Progress($"lost: answer {number} was taken, and its question is {status.Status}");
        }

        // One that could not be looked at is a doubt, and no answer that was there.
        tally.AddAnswers(seen, lost);
    }

    private static async Task<ElicitationStatus?> StatusAsync(BridgeSession asker, ElicitationTicket ticket, CancellationToken cancellation)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < LookWithin;)
        {
            try
            {
                return await asker.StatusAsync(ticket.ElicitationId, cancellation);
            }
            catch (Exception away) when (away is HttpRequestException or SocketException or IOException or TimeoutException or BridgeException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable })
            {
                // It may end of the pressure a moment later, and is started again.
                await Task.Delay(LookEvery, cancellation);
            }
        }

        return null;
    }
}
