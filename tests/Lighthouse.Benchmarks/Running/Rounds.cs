namespace Lighthouse.Benchmarks;

/// <summary>One of the things that are compared.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">Unit of what it measures.</param>
/// <param name="MeasureAsync">Measures once.</param>
internal sealed record Side(string Name, string Unit, Func<CancellationToken, Task<double>> MeasureAsync);

/// <summary>
/// Sides measured in turn, round by round, so that a machine that is slower for a while is slower for each of them. One round
/// before, which is not counted, warms up.
/// </summary>
internal sealed class Rounds
{
    private readonly Dictionary<Side, List<double>> _values;

    private Rounds(IEnumerable<Side> sides) => _values = sides.ToDictionary(side => side, _ => new List<double>());

    public static async Task<Rounds> MeasureAsync(BenchmarkRun run, IReadOnlyList<Side> sides, CancellationToken cancellation)
    {
        var rounds = new Rounds(sides);
        foreach (var side in sides)
        {
            cancellation.ThrowIfCancellationRequested();
            await side.MeasureAsync(cancellation);
        }
        for (var round = 0; round < run.Rounds; round++)
            for (var i = 0; i < sides.Count; i++)
            {
                // The order turns with the rounds, so that nobody always profits from what ran before.
                var side = sides[(i + round) % sides.Count];
                cancellation.ThrowIfCancellationRequested();
                var value = await side.MeasureAsync(cancellation);
                rounds._values[side].Add(value);
                run.Say($"round {round + 1}: {side.Name} {new Figure(value, side.Unit)}");
            }
        return rounds;
    }

    /// <summary>Median of what a side measured.</summary>
    public Figure Median(Side side) => new(Median(_values[side]), side.Unit);

    /// <summary>A side against another: medians, and the median of the ratios of each round.</summary>
    public Paired Compare(Side side, Side peer) =>
        new(Median(side), peer.Name, Median(peer), Median(_values[side].Zip(_values[peer], (measured, limit) => measured / limit)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>Two sides of the same run.</summary>
/// <param name="Measured">Ours.</param>
/// <param name="PeerName">Who the other is.</param>
/// <param name="Peer">Its figure.</param>
/// <param name="Ratio">Median over the rounds of ours divided by the other's.</param>
internal sealed record Paired(Figure Measured, string PeerName, Figure Peer, double Ratio);
