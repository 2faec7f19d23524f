namespace Lighthouse.Load.Scenarios;

/// <summary>Spreads scenarios over iterations by their weights, as evenly as they can be, so that even a short run has the mix it should.</summary>
internal sealed class Mix
{
    private const int Longest = 100_000;
    private readonly int[] _order;

    public Mix(IReadOnlyList<Scenario> scenarios)
    {
        var whole = scenarios.Sum(scenario => scenario.Weight);
        if (scenarios.Count == 0 || whole > Longest)
            throw new ArgumentException($"LHL3504: a mix has at least one scenario and weights of at most {Longest} together; it has {scenarios.Count} with {whole}.");
        if (scenarios.GroupBy(scenario => scenario.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"LHL3505: two scenarios are named '{twice.Key}'; give each its own name.");
        _order = new int[whole];
        var credit = new int[scenarios.Count];
        for (var at = 0; at < whole; at++)
        {
            // Each is given its weight, and the richest pays for this turn: smooth weighted round robin.
            var richest = 0;
            for (var index = 0; index < credit.Length; index++)
            {
                credit[index] += scenarios[index].Weight;
                if (credit[index] > credit[richest])
                    richest = index;
            }

            credit[richest] -= whole;
            _order[at] = richest;
        }
    }

    /// <summary>The index of the scenario of an iteration.</summary>
    public int Of(Iteration iteration) => _order[(int)((iteration.Number + iteration.Agent) % _order.Length)];
}
