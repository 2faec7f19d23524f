using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lighthouse.Bridge.Tests.Messages;

/// <summary>Held long polls beside what others store. The events are announced and not stored: who looks for them in the store finds none.</summary>
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
        const int Events = 30_000;
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] agents = ["a", "b", "c", "d", "shared"];
        await using var parts = await StartAsync();
        var from = Last(parts);
        var addressees = Enumerable.Range(0, Events).Select(_ => agents[random.Next(agents.Length)]).ToList();
        var heard = agents[..^1].Select(agent => new Ear(parts, new Caller(agent, Role.Agent, "s"), from, seed)).Append(new Ear(parts, new Caller("auditor", Role.Admin, "s"), from, seed)).ToList();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(RunningBridge.Cancellation);
        bound.CancelAfter(Patience);
        var hearing = heard.Select(ear => Task.Run(() => ear.HearAsync(from + Events, bound.Token))).ToList();

        foreach (var addressee in addressees)
        {
            var next = Announce(parts, addressee);
            // Nobody falls out of the window: what lies behind it is not in the store either.
            while (next - heard.Min(ear => ear.Position) > EventWindow.MostEvents / 2) await Task.Delay(1, bound.Token);
        }

        await Task.WhenAll(hearing);
        Assert.All(heard, ear => Assert.Equal(
            addressees.Select((addressee, i) => (addressee, Sequence: from + i + 1)).Where(e => ear.Hears(e.addressee)).Select(e => e.Sequence), ear.Sequences));
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
    }

    private static Caller Agent(string id) => new(id, Role.Agent, "s");

    private static long Last(BridgeParts parts) => parts.Get<EventWindow>().LastSequence;

    // As the feed does it.
    private static long Announce(BridgeParts parts, string addressee)
    {
        var (window, waiters) = (parts.Get<EventWindow>(), parts.Get<Waiters>());
        var data = addressee == "shared" ? JsonSerializer.SerializeToElement(new { shared = true }) : JsonSerializer.SerializeToElement(new { to_agent = addressee });
        var stored = new StoredEvent(window.LastSequence + 1, 1, "n", new NewEvent("note", "a", "agent", "sender", "agent", data, JsonElement.Parse("{}")));
        var audience = Audience.Of(stored.Event);
        window.Add(stored, audience);
        waiters.Wake(stored.Sequence, audience);
        return stored.Sequence;
    }

    private static Task<BridgeParts> StartAsync() => BridgeParts.StartAsync(services =>
        services.AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance)));

    /// <summary>Polls again and again, each time for a moment only.</summary>
    private sealed class Ear(BridgeParts parts, Caller caller, long from, int seed)
    {
        private readonly Random _random = new(seed + caller.AgentId[0]);
        private long _position = from;

        public List<long> Sequences { get; } = [];

        public long Position => Volatile.Read(ref _position);

        public bool Hears(string addressee) => caller.ReadsAll || addressee == "shared" || addressee == caller.AgentId;

        public async Task HearAsync(long last, CancellationToken cancellation)
        {
            while (Position < last)
            {
                cancellation.ThrowIfCancellationRequested();
                using var interrupted = new CancellationTokenSource();
                var waiting = parts.Get<IMessages>().WaitAsync(caller, Position, Patience, interrupted.Token);
                if (_random.Next(3) > 0) await Task.Yield();
                if (_random.Next(3) > 0) Thread.SpinWait(_random.Next(2_000));
                await interrupted.CancelAsync();
                var page = await waiting;
                Sequences.AddRange(page.Events.Select(e => e.Sequence));
                Volatile.Write(ref _position, page.NextSequence);
            }
        }
    }
}
