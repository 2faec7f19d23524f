using System.Diagnostics;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.Lies;

namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>
/// A liar that sends events, and questions to an honest agent, at a pace far beyond its limit, and does not wait when it is told to. What is taken within the
/// limit (docs/bridge.md, "Roles and permissions") it may do.
/// </summary>
internal sealed class Flood(Cast cast, Testimony testimony, double perSecond)
{
    private const string Limited = "rate_limited";
    private const double RequestsPerMinute = 1_000, QuestionsPerMinute = 10;
    private const int RequestBurst = 100, QuestionBurst = 3, QuestionEvery = 20;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private int sent, passed, questionsTaken, limited, unanswered;

    /// <summary>Requests that were sent.</summary>
    public int Sent => sent;

    /// <summary>Those that the limit refused.</summary>
    public int Refused => limited;

    /// <summary>Those that had no answer.</summary>
    public int Unanswered => unanswered;

    /// <summary>Requests that went beyond the limit of all requests, or of questions.</summary>
    public int BeyondLimit { get; private set; }

    /// <summary>Sends until it is enough.</summary>
    public async Task RunAsync(CancellationToken enough)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var step = 1; !enough.IsCancellationRequested; step++)
        {
            var due = (int)(perSecond * Step.TotalSeconds * step) - sent;
            await Task.WhenAll(Enumerable.Range(sent, Math.Max(0, due)).Select(SendAsync));
            var ahead = (step * Step) - Stopwatch.GetElapsedTime(begun);
            if (ahead > TimeSpan.Zero)
                await Task.Delay(ahead, CancellationToken.None);
        }

        var minutes = Stopwatch.GetElapsedTime(begun).TotalMinutes;
        BeyondLimit = Math.Max(0, passed - Allowed(RequestBurst, RequestsPerMinute)) + Math.Max(0, questionsTaken - Allowed(QuestionBurst, QuestionsPerMinute));

        int Allowed(int burst, double perMinute) => burst + (int)Math.Ceiling(perMinute * minutes);
    }

    private Task SendAsync(int number)
    {
        Interlocked.Increment(ref sent);
        return number % QuestionEvery == 0 ? AskAsync() : StoreAsync(number);
    }

    private async Task StoreAsync(int number)
    {
        var (request, deed) = EventScene.Own(cast.Flooder, $"flood/{number}");
        var answer = await Testimony.AnswerAsync(cast.Flooder, request);
        if (answer == LieLedger.Taken)
            testimony.History.Acknowledge(deed);
        else if (answer is null)
            testimony.History.MayHave(deed);
        Note(answer);
    }

    private async Task AskAsync()
    {
        try
        {
            var ticket = await cast.Flooder.CreateElicitationAsync(cast.Expert.AgentId, "Are you busy?", new { type = "object" }, TimeSpan.FromMinutes(10));
            testimony.History.Acknowledge(Deed.Of("elicitation_created", ticket.ElicitationId, cast.Flooder.AgentId, cast.Expert.AgentId));
            Interlocked.Increment(ref questionsTaken);
            Note(LieLedger.Taken);
        }
        catch (BridgeException refusal)
        {
            Note(refusal.Code);
        }
        catch (Exception away) when (away is HttpRequestException or TimeoutException or IOException)
        {
            Note(null);
        }
    }

    private void Note(string? answer)
    {
        if (answer == Limited)
            Interlocked.Increment(ref limited);
        else if (answer is null)
            Interlocked.Increment(ref unanswered);
        else
            Interlocked.Increment(ref passed);
    }
}
