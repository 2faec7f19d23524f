using System.Diagnostics;
using System.Security.Cryptography;
using Lighthouse.Chaos;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience.Seeds;

/// <summary>Many experiments with faults at random, alone and inside one another, on both stores, and what was lost by all of them.</summary>
internal static class SeedRun
{
    private const int Good = 0, Bad = 1, Invalid = 2;

    /// <summary>Runs it; 0 when every experiment came to its end and nothing was lost, 1 otherwise, 2 for a wrong command line.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        SeedOptions options;
        try
        {
            options = SeedOptions.Parse(arguments);
        }
        catch (ArgumentException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return Invalid;
        }

        try
        {
            return await RunAsync(options);
        }
        finally
        {
            Directory.Delete(options.Folder, recursive: true);
        }
    }

    private static async Task<int> RunAsync(SeedOptions options)
    {
        Console.WriteLine($"{options.Experiments} experiments, seed {options.Seed}");
        var begun = Stopwatch.GetTimestamp();
        using var server = PostgresServer.IsAvailable ? PostgresServer.StartOnLoopback() : null;
        if (server is null)
            Console.WriteLine($"without a database: {PostgresServer.Missing}");
        var setting = new Setting(options, Recipe(options.Bridge, out var credentials), credentials);
        var lanes = Enumerable.Range(0, options.Lanes).SelectMany(number => Lanes(setting, number, server)).ToList();
        var share = (options.Experiments + lanes.Count - 1) / lanes.Count;
        var results = await Task.WhenAll(lanes.Select(lane => lane.RunAsync(share)));
        foreach (var store in results.GroupBy(one => one.Store))
            Console.WriteLine(LaneResult.Sum(store));
        var all = LaneResult.Sum(results);
        Console.WriteLine($"{all} in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
        return all is { Lost: 0, Wrong: 0, Undelivered: 0 } && all.Completed >= options.Experiments ? Good : Bad;
    }

    private static IEnumerable<Lane> Lanes(Setting setting, int number, PostgresServer? server)
    {
        yield return new Lane(setting, number, server: null);
        if (server is not null)
            yield return new Lane(setting, number, server);
    }

    private static TargetRecipe Recipe(string bridge, out IReadOnlyDictionary<string, string> credentials)
    {
        var secrets = new[] { "TokenSecret", "StoreKey", "AgentKey", "AdminSecret" }.ToDictionary(name => $"Bridge__{name}", _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        credentials = new Dictionary<string, string> { ["admin"] = secrets["Bridge__AdminSecret"], ["store"] = secrets["Bridge__StoreKey"] };
        return new TargetRecipe(
            "dotnet", [bridge, "--urls={url}", "--Bridge:DataDirectory={data}", "--Bridge:ExitOnStdinClose=true"], secrets, Path.GetDirectoryName(bridge)!, "/health", TimeSpan.FromSeconds(60));
    }
}

/// <summary>What all lanes share.</summary>
internal sealed record Setting(SeedOptions Options, TargetRecipe Recipe, IReadOnlyDictionary<string, string> Credentials)
{
    public ProcessJournal Processes => new(Path.Combine(Options.Folder, "journal"));

    public FaultJournal Faults => new(Path.Combine(Options.Folder, "journal", FaultJournal.FolderName), TimeProvider.System);
}

/// <summary>What a lane's experiments showed.</summary>
internal sealed record LaneResult(string Store, int Completed, int NotJudged, long Acknowledged, long Lost, long Wrong, long Undelivered, TimeSpan SlowestRecovery)
{
    public static LaneResult Sum(IEnumerable<LaneResult> results)
    {
        var all = results.ToList();
        return new LaneResult(
            string.Join(" and ", all.Select(one => one.Store).Distinct()), all.Sum(one => one.Completed), all.Sum(one => one.NotJudged), all.Sum(one => one.Acknowledged),
            all.Sum(one => one.Lost), all.Sum(one => one.Wrong), all.Sum(one => one.Undelivered), all.Max(one => one.SlowestRecovery));
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Store}: {Completed} experiments, {NotJudged} more that could not be judged; {Acknowledged} events acknowledged, {Lost} lost, {Wrong} wrong answers, {Undelivered} undelivered; slowest recovery {SlowestRecovery.TotalSeconds:0.0} s");
}
