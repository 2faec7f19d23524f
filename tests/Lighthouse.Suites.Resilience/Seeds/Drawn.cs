using Lighthouse.Chaos;
using Lighthouse.Chaos.NetworkProxy;
using Lighthouse.Chaos.ProcessHang;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Suites.Resilience.Seeds;

/// <summary>Faults that a seed has chosen: one, or one inside the other.</summary>
/// <param name="Outer">What begins first and ends last.</param>
/// <param name="Inner">What happens while that is in effect; null for nothing.</param>
/// <param name="Lasts">How long the innermost lasts after its effect was seen.</param>
internal sealed record Drawn(IFault Outer, IFault? Inner, TimeSpan Lasts)
{
    private const int LongestMilliseconds = 1_200;
    private static readonly DirectionCondition Late = new() { Latency = TimeSpan.FromMilliseconds(120) };

    private static readonly Disturbance[] Disturbances =
    [
        new("cut", LinkConditions.CutBothWays), new("cut-to-target", new LinkConditions { ToTarget = DirectionCondition.Cut }),
        new("cut-to-clients", new LinkConditions { ToClients = DirectionCondition.Cut }), new("reset", new LinkConditions { Connections = ConnectionFate.Reset }),
        new("half-open", new LinkConditions { Connections = ConnectionFate.HalfOpen }), new("refused", new LinkConditions { Connections = ConnectionFate.Refused }),
        new("slow", new LinkConditions { ToTarget = Late, ToClients = Late }),
    ];

    /// <summary>Draws; the same seed draws the same.</summary>
    public static Drawn From(Parts parts, string seed)
    {
        var random = new Random(Hash(seed));
        var lasts = TimeSpan.FromMilliseconds(random.Next(LongestMilliseconds));
        var inner = new Func<IFault>[] { () => Kill(parts), () => Hang(parts), () => Database(parts, random) };
        var count = parts.Database is null ? inner.Length - 1 : inner.Length;
        var fault = inner[random.Next(count)];
        return random.Next(3) switch
        {
            0 => new Drawn(OfLink(parts, random), null, lasts),
            1 => new Drawn(fault(), null, lasts),
            // The bridge is asked past its link, so that what happens to it is seen although the link is disturbed, too.
            _ => new Drawn(OfLink(parts, random), fault(), lasts),
        };
    }

    private static NetworkFault OfLink(Parts parts, Random random)
    {
        var disturbance = Disturbances[random.Next(Disturbances.Length)];
        var address = new Uri($"http://{parts.Link.Address}");
        return new NetworkFault(
            new NetworkFaultOptions
            {
                Name = $"agents-{disturbance.Name}",
                Proxy = parts.Link,
                Conditions = disturbance.Conditions,
                AnswerWithin = disturbance.AnswerWithin,
                ThroughAsync = token => HealthQuestion.AskAsync(address, token),
                DirectAsync = token => HealthQuestion.AskAsync(parts.Target.Url, token),
                ArrivesAsync = parts.Arrival.ArrivesAsync,
            },
            TimeProvider.System);
    }

    private static NetworkFault Database(Parts parts, Random random)
    {
        // What goes one way alone takes a client of the database's own to be seen.
        var whole = Disturbances.Where(one => one.Conditions.ToTarget.IsCut == one.Conditions.ToClients.IsCut).ToList();
        var disturbance = whole[random.Next(whole.Count)];
        return new NetworkFault(
            new NetworkFaultOptions
            {
                Name = $"database-{disturbance.Name}",
                Proxy = parts.Database!,
                Conditions = disturbance.Conditions,
                AnswerWithin = disturbance.AnswerWithin,
                ThroughAsync = token => DatabaseQuestion.AskAsync(parts.Database!.Address, token),
                DirectAsync = token => DatabaseQuestion.AskAsync(parts.Server!.Address!, token),
            },
            TimeProvider.System);
    }

    private static ProcessKillFault Kill(Parts parts) => new(
        new ProcessKillOptions
        {
            Process = FaultUnderLoad.Process(parts.Target),
            Port = parts.Target.Url.Port,
            RestartAsync = async _ =>
            {
                await parts.Target.StopAsync();
                parts.Target.Launch();
            },
            IsHealthyAsync = token => HealthQuestion.AskAsync(parts.Target.Url, token),
        },
        TimeProvider.System);

    private static ProcessHangFault Hang(Parts parts) => new(
        new ProcessHangOptions
        {
            Process = FaultUnderLoad.Process(parts.Target),
            Journal = parts.Journal.Stopped,
            Port = parts.Target.Url.Port,
            AnswersAsync = token => HealthQuestion.AskAsync(parts.Target.Url, token),
        },
        TimeProvider.System);

    // Not string.GetHashCode, which differs from process to process.
    private static int Hash(string text) => (int)(text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u)) & int.MaxValue);
}
