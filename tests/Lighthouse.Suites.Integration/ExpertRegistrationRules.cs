using System.Diagnostics;
using System.Net;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Experts come, say that they are there, fall silent, come back, and are suspended; nobody takes another's place.</summary>
public sealed class ExpertRegistrationRules(Day day)
{
    private const string Gate = "expert-registration";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Drop = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly Checklist steps = new();
    private long longestSilence;
    private long longestListing;

    [Fact, Gate(Gate, "expert_registration.wrong")]
    public async Task Experts_register_report_and_are_dropped_as_the_rules_demand()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var count = day.Sizes(Gate).Count("experts");
        await using var target = await day.StartOwnTargetAsync([$"--Bridge:Experts:HeartbeatSeconds={Heartbeat.TotalSeconds}", $"--Bridge:Experts:DropSeconds={Drop.TotalSeconds}"], cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("registered", "expert_agent", 2 * count, cancellation);
        await agents.EnlistAsync("plain", count, cancellation);
        await Rounds.SideBySideAsync(count, async (number, token) =>
        {
            var (beating, silent, plain) = (agents.Sessions[2 * number], agents.Sessions[2 * number + 1], agents.Sessions[2 * count + number]);
            var registration = await RegisteredAsync(agents, beating, plain, token);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
            var beats = BeatAsync(beating, registration, over.Token);
            await SilentAsync(agents, silent, plain, token);
            await BeatingAsync(agents, beating, plain, registration, token);
            await over.CancelAsync();
            await beats;
        }, cancellation);
        await RestartedAsync(agents, target, count, cancellation);

        // An expert whose heartbeats this machine delayed is rightly dropped: that proves nothing against the bridge.
        var silence = TimeSpan.FromTicks(longestSilence);
        var listing = TimeSpan.FromTicks(longestListing);
        string[] doubts =
        [
            .. silence < Drop ? (string[])[] : [$"the suite itself let {silence.TotalSeconds:0.0} s pass between two heartbeats"],
            .. listing < Heartbeat ? (string[])[] : [$"the suite itself took {listing.TotalSeconds:0.0} s to register an expert and have it listed"],
        ];
        var measure = new Measure(Gate, steps.How($"{2 * count} experts of an instance with a heartbeat within {Heartbeat.TotalSeconds} s and a drop after {Drop.TotalSeconds} s: half of them beat, half fall silent"));
        day.Evidence.Record(measure.Count("expert_registration.wrong", steps.Wrong.Count, steps.Checked, doubts));
    }

    private async Task<ExpertRegistration> RegisteredAsync(Agents agents, BridgeSession expert, BridgeSession plain, CancellationToken cancellation)
    {
        var first = await expert.RegisterExpertAsync("reviewer", ["review"], new { note = "mine" }, cancellation);
        steps.That(first is { Success: true, Token.Length: > 0 } && first.AgentId == expert.AgentId, "a registration answers with a token for the agent");
        // Listed at once: who has registered and then says nothing for the time of a heartbeat is rightly overdue.
        var registering = Stopwatch.GetTimestamp();
        var second = await expert.RegisterExpertAsync("reviewer", ["review", expert.AgentId], cancellation: cancellation);
        var listed = await plain.ExpertsAsync(expert.AgentId, cancellation: cancellation);
        steps.That(
            listed is [{ State: "available", Overdue: false, OpenTasks: 0, Metadata: null } one] && one.AgentId == expert.AgentId && one.Capabilities.Count == 2,
            "a registered expert is listed as available, with its newest capabilities and without what is its own");
        InterlockedMax(ref longestListing, Stopwatch.GetElapsedTime(registering).Ticks);
        await steps.RefusedAsync(() => expert.HeartbeatAsync(first, cancellation), "a heartbeat with an earlier registration's token", HttpStatusCode.Forbidden);
        await steps.RefusedAsync(() => plain.RegisterExpertAsync("reviewer", ["review"], cancellation: cancellation), "an agent without the role registers", HttpStatusCode.Forbidden);
        await steps.RefusedAsync(() => expert.RegisterExpertAsync("reviewer", [], cancellation: cancellation), "a registration without a capability", HttpStatusCode.UnprocessableEntity);
        await steps.RefusedAsync(() => agents.Admin.HeartbeatAsync(second with { AgentId = agents.Admin.AgentId }, cancellation), "another's token", HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
        steps.That((await expert.HeartbeatAsync(second, cancellation)).Status == "available", "a heartbeat answers with the state");
        return second;
    }

    private async Task BeatAsync(BridgeSession expert, ExpertRegistration registration, CancellationToken cancellation)
    {
        var last = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                await expert.HeartbeatAsync(registration, cancellation);
                var silence = Stopwatch.GetElapsedTime(last).Ticks;
                last = Stopwatch.GetTimestamp();
                InterlockedMax(ref longestSilence, silence);
                await Task.Delay(Beat, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // It has beaten long enough.
        }
    }

    private async Task SilentAsync(Agents agents, BridgeSession expert, BridgeSession plain, CancellationToken cancellation)
    {
        // Before the registration: the bridge counts from when it has it, whatever time its answer takes to arrive.
        var since = Stopwatch.GetTimestamp();
        var registration = await expert.RegisterExpertAsync("reviewer", [expert.AgentId], cancellation: cancellation);
        await using var mailbox = Mailbox.ByPoll(expert, (await agents.Client.StatusAsync(cancellation)).LastSequence);
        steps.That(await UntilAsync(plain, expert.AgentId, one => one.Overdue || one.State == "offline", cancellation), "who is silent for the time of a heartbeat is overdue");
        steps.That(await UntilAsync(plain, expert.AgentId, one => one.State == "offline", cancellation), "who is silent for longer is offline");
        steps.That(Stopwatch.GetElapsedTime(since) >= Drop, "nobody is dropped before its time");
        steps.That(await mailbox.FindAsync("expert_offline", expert.AgentId, Limit, cancellation) is not null, "who is dropped is told");
        await steps.RefusedAsync(() => plain.DelegateAsync("read_file", new { }, expert.AgentId, cancellation: cancellation), "work for an expert that is offline", HttpStatusCode.Conflict);
        steps.That((await expert.HeartbeatAsync(registration, cancellation)).Status == "available", "a heartbeat brings a dropped expert back");
    }

    private async Task BeatingAsync(Agents agents, BridgeSession expert, BridgeSession plain, ExpertRegistration registration, CancellationToken cancellation)
    {
        var listed = await plain.ExpertsAsync(expert.AgentId, cancellation: cancellation);
        steps.That(listed is [{ State: "available" }], "who says that it is there stays available beyond the time after which silence drops it");
        steps.That(await agents.Admin.SuspendExpertAsync(expert.AgentId, "drill", cancellation) == "suspended", "an admin suspends an expert");
        await steps.RefusedAsync(() => plain.SuspendExpertAsync(expert.AgentId, cancellation: cancellation), "an agent suspends an expert", HttpStatusCode.Forbidden);
        await expert.HeartbeatAsync(registration, cancellation);
        steps.That(await StateAsync(plain, expert.AgentId, cancellation) == "suspended", "a heartbeat lifts no suspension");
        await steps.RefusedAsync(() => plain.DelegateAsync("read_file", new { }, expert.AgentId, cancellation: cancellation), "work for a suspended expert", HttpStatusCode.Conflict);
        steps.That(await agents.Admin.ResumeExpertAsync(expert.AgentId, cancellation: cancellation) == "available", "an admin gives an expert its standing back");
        await agents.Admin.SuspendExpertAsync(expert.AgentId, cancellation: cancellation);
    }

    private async Task RestartedAsync(Agents agents, Targets.TargetProcess target, int count, CancellationToken cancellation)
    {
        await target.StopAsync();
        target.Launch();
        await target.WaitUntilHealthyAsync(cancellation);
        var known = await agents.Admin.ExpertsAsync(cancellation: cancellation);
        steps.That(known.Count == 2 * count, "a restart forgets no expert");
        steps.That(known.Count(one => one.State == "suspended") == count, "a restart lifts no suspension");
    }

    private static async Task<bool> UntilAsync(BridgeSession reader, string capability, Func<ExpertInfo, bool> wanted, CancellationToken cancellation)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Limit)
        {
            if ((await reader.ExpertsAsync(capability, cancellation: cancellation)).Any(wanted))
                return true;
            await Task.Delay(Beat, cancellation);
        }

        return false;
    }

    private static async Task<string?> StateAsync(BridgeSession reader, string capability, CancellationToken cancellation) =>
        (await reader.ExpertsAsync(capability, cancellation: cancellation)).SingleOrDefault()?.State;

    private static void InterlockedMax(ref long longest, long taken)
    {
        long seen;
        while ((seen = Interlocked.Read(ref longest)) < taken && Interlocked.CompareExchange(ref longest, taken, seen) != seen)
        {
            // Another expert was noted meanwhile.
        }
    }
}
