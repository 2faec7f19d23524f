using System.Globalization;
using System.Security.Cryptography;

namespace Lighthouse.Suites.Resilience.Seeds;

/// <summary>What is asked of a run of experiments at random.</summary>
/// <param name="Experiments">How many must come to their end.</param>
/// <param name="Bridge">The bridge's assembly.</param>
/// <param name="Seed">Where all choices come from.</param>
/// <param name="Lanes">How many bridges on each store, side by side: experiments mostly wait.</param>
/// <param name="Folder">Where data and ledgers go; removed at the end.</param>
internal sealed record SeedOptions(int Experiments, string Bridge, int Seed, int Lanes, string Folder)
{
    public const string Switch = "--experiments";
    private const string Usage = "LH3206: --experiments COUNT --bridge PATH/Lighthouse.Bridge.dll [--seed NUMBER] [--lanes COUNT] is allowed, 1 to 10000 experiments on 1 to 8 lanes for each store; ";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">Something in it is not known or makes no sense.</exception>
    public static SeedOptions Parse(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < arguments.Count; index += 2)
        {
            if (arguments[index] is not (Switch or "--bridge" or "--seed" or "--lanes") || index + 1 >= arguments.Count || !values.TryAdd(arguments[index], arguments[index + 1]))
                throw new ArgumentException($"{Usage}'{arguments[index]}' is not known, lacks its value or is given twice.");
        }

        var bridge = values.GetValueOrDefault("--bridge") ?? throw new ArgumentException($"{Usage}--bridge is missing.");
        if (!File.Exists(bridge))
            throw new ArgumentException($"{Usage}there is no file '{bridge}'.");
        return new SeedOptions(
            Number(values, Switch, 1, 10_000, null), Path.GetFullPath(bridge), Number(values, "--seed", 0, int.MaxValue, RandomNumberGenerator.GetInt32(1, 1_000_000)),
            Number(values, "--lanes", 1, 8, 2), Directory.CreateTempSubdirectory("lighthouse-seeds-").FullName);
    }

    private static int Number(Dictionary<string, string> values, string name, int least, int most, int? otherwise)
    {
        if (!values.TryGetValue(name, out var text))
            return otherwise ?? throw new ArgumentException($"{Usage}{name} is missing.");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{Usage}{name} is '{text}'.");
    }
}
