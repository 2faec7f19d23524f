using System.Globalization;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Performance;

/// <summary>What the bridge says of itself. It is a witness beside others, never the only one.</summary>
internal static class BridgeMetrics
{
    /// <summary>Every figure without labels.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> ReadAsync(BridgeClient client, CancellationToken cancellation) =>
        (await client.MetricsAsync(cancellation)).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#' && !line.Contains('{', StringComparison.Ordinal))
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1].Replace("+Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture));
}
