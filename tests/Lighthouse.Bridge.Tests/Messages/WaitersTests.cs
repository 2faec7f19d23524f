using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lighthouse.Bridge.Tests.Messages;

/// <summary>Held long polls beside what others store.</summary>
public sealed class WaitersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Who_waits_behind_more_events_of_others_than_the_window_holds_is_told_his_own()
    {
        await using var parts = await StartAsync();
        var waiting = parts.Get<IMessages>().WaitAsync(Agent("waits"), Last(parts), Patience, RunningBridge.Cancellation);
        for (var i = 0; i < 2 * EventWindow.MostEvents; i++) Announce(parts, "others");
        var own = Announce(parts, "waits");

        var page = await waiting.WaitAsync(Patience, RunningBridge.Cancellation);
        Assert.Equal([own], page.Events.Select(e => e.Sequence));
        Assert.Equal(own, page.NextSequence);
    }

    [Fact]
    public async Task Who_waits_in_vain_goes_on_behind_what_others_stored_meanwhile()
    {
        await using var parts = await StartAsync();
        using var gone = new CancellationTokenSource();
        var waiting = parts.Get<IMessages>().WaitAsync(Agent("waits"), Last(parts), Patience, gone.Token);
        for (var i = 0; i < 2 * EventWindow.MostEvents; i++) Announce(parts, "others");
        await gone.CancelAsync();

        var page = await waiting.WaitAsync(Patience, RunningBridge.Cancellation);
        Assert.Empty(page.Events);
        Assert.Equal(Last(parts), page.NextSequence);
    }

    [Fact]
    public async Task Each_hears_all_that_is_for_him_once_and_in_order_however_often_he_is_interrupted()
    {
        const int Batches = 60;
        const int Each = 500;
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        string[] agents = ["a", "b", "c", "shared"];
        // So few of them that there are often more of others between two than the window holds.
        var addressees = Enumerable.Range(0, Batches * Each).Select(_ => random.Next(1_000) == 0 ? agents[random.Next(agents.Length)] : "others").Append("shared").ToList();
        await using var parts = await StartAsync();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(RunningBridge.Cancellation);
        bound.CancelAfter(Patience);
        var store = parts.Get<IEventStore>();
        var from = store.LastSequence;
        var following = parts.Get<IEnumerable<IRunsWhenReady>>().OfType<MessageFeed>().Single().RunAsync(bound.Token);
        var ears = agents[..^1].Select(agent => new Ear(parts, Agent(agent), from, seed)).Append(new Ear(parts, new Caller("auditor", Role.Admin, "s"), from, seed)).ToList();
        var hearing = ears.Select(ear => Task.Run(() => ear.HearAsync(from + addressees.Count, bound.Token))).ToList();

        foreach (var batch in addressees.Chunk(Each)) await store.AppendAsync([.. batch.Select(Event)], bound.Token);
        await Task.WhenAll(hearing);
        await bound.CancelAsync();
        await following;
        Assert.All(ears, ear => Assert.Equal(
            addressees.Select((addressee, i) => (addressee, Sequence: from + i + 1)).Where(e => ear.Hears(e.addressee)).Select(e => e.Sequence), ear.Sequences));
    }

    private static Caller Agent(string id) => new(id, Role.Agent, "s");

    private static long Last(BridgeParts parts) => parts.Get<EventWindow>().LastSequence;

    // As the feed does it, but it is not stored: who looks for it in the store finds nothing.
    private static long Announce(BridgeParts parts, string addressee)
    {
        var (window, waiters) = (parts.Get<EventWindow>(), parts.Get<Waiters>());
        var stored = new StoredEvent(window.LastSequence + 1, 1, "n", Event(addressee));
        var audience = Audience.Of(stored.Event);
        window.Add(stored, audience);
        waiters.Wake(stored.Sequence, audience);
        return stored.Sequence;
    }

    private static NewEvent Event(string addressee)
    {
        var data = addressee == "shared" ? JsonSerializer.SerializeToElement(new { shared = true }) : JsonSerializer.SerializeToElement(new { to_agent = addressee });
        return new NewEvent("note", "a", "agent", "sender", "agent", data, JsonElement.Parse("{}"));
    }

    private static Task<BridgeParts> StartAsync() => BridgeParts.StartAsync(services =>
        services.AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance)));

    /// <summary>Polls again and again, half of the times until there is news and half for a moment only.</summary>
    private sealed class Ear(BridgeParts parts, Caller caller, long from, int seed)
    {
        private readonly Random _random = new(seed + caller.AgentId[0]);
        private long _position = from;

        public List<long> Sequences { get; } = [];

        public bool Hears(string addressee) => caller.ReadsAll || addressee == "shared" || addressee == caller.AgentId;

        public async Task HearAsync(long last, CancellationToken cancellation)
        {
            while (_position < last)
            {
                using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                var waiting = parts.Get<IMessages>().WaitAsync(caller, _position, Patience, interrupted.Token);
                if (_random.Next(2) == 0) await InterruptAsync(interrupted);
                var page = await waiting;
                cancellation.ThrowIfCancellationRequested();
                Sequences.AddRange(page.Events.Select(e => e.Sequence));
                _position = page.NextSequence;
            }
        }

        private async Task InterruptAsync(CancellationTokenSource interrupted)
        {
            if (_random.Next(2) == 0) await Task.Yield();
            Thread.SpinWait(_random.Next(20_000));
            await interrupted.CancelAsync();
        }
    }
}
