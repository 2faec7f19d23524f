using System.Text.Json;
using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.State.Snapshots;

/// <summary>Experts, their work and collaborations, used at random: registered, silent, suspended; handed out, done, failed, moved, out of time.</summary>
internal sealed class RandomWork(BridgeParts bridge, Random random)
{
    private static readonly string[] Names = ["agent-0", "agent-1", "agent-2"];
    private readonly Dictionary<string, string> _tokens = [];
    private readonly List<string> _collaborations = [];

    private IExperts Experts => bridge.Get<IExperts>();

    private IDelegations Delegations => bridge.Get<IDelegations>();

    private ICollaborations Collaborations => bridge.Get<ICollaborations>();

    public async Task StepAsync()
    {
        if (random.Next(2) == 0) await BeatAsync();
        switch (random.Next(15))
        {
            case 0 or 1: await RegisterAsync(Any(Names)); break;
            case 2 or 3: await BeatAsync(); break;
            case 4: await (random.Next(2) == 0 ? SuspendAsync() : MoveAsync()); break;
            case >= 5 and < 9: await DelegateAsync(); break;
            case 9 or 10:
                foreach (var name in Names) await EndAsync(name);
                break;
            case 11: await StartAsync(); break;
            case 12 or 13 when _collaborations.Count > 0: await ShareAsync(Any(_collaborations)); break;
            case 14 when _collaborations.Count > 0 && random.Next(3) == 0: await Collaborations.EndAsync(As(Any(Names)), Any(_collaborations), "done"); break;
        }
    }

    /// <summary>Waits for what the clock has set off: nothing is stored for a while.</summary>
    public async Task SettleAsync()
    {
        var store = bridge.Get<IEventStore>();
        for (var (last, quiet) = (-1L, 0); quiet < 2; quiet = store.LastSequence == last ? quiet + 1 : 0)
        {
            last = store.LastSequence;
            await Task.Delay(1);
        }
    }

    private async Task RegisterAsync(string name)
    {
        var capabilities = new[] { "review", "build", "test" }.Where(_ => random.Next(2) == 0).DefaultIfEmpty("review").ToList();
        var profile = new ExpertProfile($"type {random.Next(3)}", capabilities, random.Next(1, 4), Maybe());
        _tokens[name] = await Experts.RegisterAsync(As(name), profile);
    }

    private async Task BeatAsync()
    {
        foreach (var (name, token) in _tokens)
            if (random.Next(3) > 0) await Experts.HeartbeatAsync(As(name), token);
    }

    private Task SuspendAsync() => Experts.SuspendAsync(As("admin"), Any(Names), random.Next(3) == 0, random.Next(2) == 0 ? "why" : null);

    // Left to chance alone, an expert rarely falls out while another can take over.
    private async Task MoveAsync()
    {
        foreach (var name in Names)
        {
            _tokens[name] = await Experts.RegisterAsync(As(name), new("mover", ["review"], 3, null));
            await Experts.SuspendAsync(As("admin"), name, false, null);
        }

        var target = ExpertTarget.Parse("capability:review");
        var given = await Delegations.CreateAsync(new((DelegationKind)random.Next(2), Names[0], target, "to move", null, DelegationPriority.Low, TimeSpan.FromSeconds(600), Maybe()));
        await Experts.SuspendAsync(As("admin"), given.Expert, true, null);
    }

    private async Task DelegateAsync()
    {
        var kind = (DelegationKind)random.Next(2);
        var target = ExpertTarget.Parse(random.Next(4) switch { 0 => Any(Names), 1 => null, _ => "capability:review" });
        var input = kind == DelegationKind.Delegation ? Json($$"""{"input":{{random.Next()}}}""") : (JsonElement?)null;
        await Delegations.CreateAsync(new(
            kind, Any(Names), target, $"subject {random.Next()}", input, (DelegationPriority)random.Next(4), TimeSpan.FromSeconds(random.Next(30, 900)), Maybe()));
    }

    private async Task EndAsync(string expert)
    {
        if (Delegations.OpenFor(expert) is not [var open, ..]) return;
        var failed = random.Next(2) == 0;
        await Delegations.CompleteAsync(As(expert), open.Id, failed, failed ? null : Maybe(), failed ? "it failed" : null);
    }

    private async Task StartAsync()
    {
        var plan = new CollaborationPlan(Names, random.Next(2) == 0 ? "pair" : null, random.Next(2) == 0 ? "to finish" : null, Maybe());
        _collaborations.Add((await Collaborations.StartAsync(As(Any(Names)), plan)).Id);
    }

    private Task ShareAsync(string id) =>
        Collaborations.ShareAsync(As(Any(Names)), new(id, $"key {random.Next(3)}", random.Next(4) == 0 ? null : Json($"[{random.Next()}]"), null));

    private JsonElement? Maybe() => random.Next(2) == 0 ? Json($$"""{"n":{{random.Next()}}}""") : null;

    private T Any<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    private static Caller As(string name) => new(name, name == "admin" ? Role.Admin : Role.ExpertAgent, "s");

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
