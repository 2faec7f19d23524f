using System.Diagnostics;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Resilience;

/// <summary>Questions that are open across a jump of the clock: a short deadline must pass when its time is over and not before, a long one must not pass.</summary>
internal sealed class DeadlineWatch
{
    private static readonly object Schema = new { type = "object" };
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(4), Long = TimeSpan.FromSeconds(100), Grace = TimeSpan.FromSeconds(2);
    private readonly BridgeSession asker, asked;
    private readonly ElicitationTicket shortOne, longOne;
    private readonly long shortSince;

    private DeadlineWatch(BridgeSession asker, BridgeSession asked, ElicitationTicket longOne, ElicitationTicket shortOne)
    {
        (this.asker, this.asked, this.longOne, this.shortOne) = (asker, asked, longOne, shortOne);
        shortSince = Stopwatch.GetTimestamp();
    }

    /// <summary>Asks both questions, by agents of its own.</summary>
    public static async Task<DeadlineWatch> OpenAsync(Agents agents, CancellationToken cancellation)
    {
        await agents.EnlistAsync("deadline", 2, cancellation);
        var (asker, asked) = (agents.Sessions[^2], agents.Sessions[^1]);
        var longOne = await asker.CreateElicitationAsync(asked.AgentId, "There is time.", Schema, Long, cancellation: cancellation);
        return new DeadlineWatch(asker, asked, longOne, await asker.CreateElicitationAsync(asked.AgentId, "Hurry.", Schema, Short, cancellation: cancellation));
    }

    /// <summary>Looks at both while the clock is wrong.</summary>
    public async Task CheckAsync(string which, Tally tally, CancellationToken cancellation)
    {
        var steps = new Checklist();
        try
        {
            await CheckAsync(which, steps, cancellation);
        }
        catch (BridgeException refusal)
        {
            steps.That(false, $"{which}: a party in a session that is in use was refused: {(int)refusal.StatusCode} {refusal.Code}");
        }

        tally.AddChecks(steps);
    }

    private async Task CheckAsync(string which, Checklist steps, CancellationToken cancellation)
    {
        var early = await StateAsync(shortOne, cancellation);
        if (Stopwatch.GetElapsedTime(shortSince) < Short)
            steps.That(early == "pending", $"{which}: a question is pending until its deadline, and is {early}");
        while (Stopwatch.GetElapsedTime(shortSince) < Short + Grace && await StateAsync(shortOne, cancellation) == "pending")
            await Task.Delay(50, cancellation);
        var late = await StateAsync(shortOne, cancellation);
        steps.That(late == "expired", $"{which}: a question has expired after its deadline, and is {late}");
        var open = await asked.PendingAsync(cancellation);
        steps.That(open.Any(one => one.Id == longOne.ElicitationId), $"{which}: a question with time left is pending for its agent");
        if (open.FirstOrDefault(one => one.Id == longOne.ElicitationId) is { } question)
            steps.That(await asked.RespondAsync(question, ResponseType.Accept, new { }, cancellation) == "accepted", $"{which}: its answer is accepted");
    }

    private async Task<string> StateAsync(ElicitationTicket ticket, CancellationToken cancellation) => (await asker.StatusAsync(ticket.ElicitationId, cancellation)).Status;
}
