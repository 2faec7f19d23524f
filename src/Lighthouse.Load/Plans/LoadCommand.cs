using System.Globalization;
using System.Net.Sockets;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;

namespace Lighthouse.Load.Plans;

/// <summary>
/// Plans from a command line: <c>run PLAN --out=FILE [--shard=i/n] [--at=TIME] [--target=URL]</c> runs a part of one and writes its result down,
/// <c>merge --out=FILE PART ...</c> puts the parts together. Whatever can start a process on several machines is then a distributed load.
/// </summary>
public static class LoadCommand
{
    /// <summary>It was measured, and there is no doubt. Requests that failed are measured too: this is no verdict.</summary>
    public const int Measured = 0;

    /// <summary>The command line, the plan or a part is wrong; nothing was written.</summary>
    public const int Wrong = 2;

    /// <summary>Nothing could be measured, or what was measured is in doubt; the doubts stand in the file.</summary>
    public const int Doubtful = 3;

    private const string Usage = "run PLAN --out=FILE [--shard=i/n] [--at=TIME] [--target=URL], or merge --out=FILE PART ...";
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    /// <summary>Does what the arguments say.</summary>
    /// <param name="arguments">As given on the command line, without the program.</param>
    /// <param name="output">Takes the result as a table (<see cref="LoadCsv"/>).</param>
    /// <param name="error">Takes what is wrong, and doubts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Breaks it off.</param>
    /// <returns><see cref="Measured"/>, <see cref="Wrong"/> or <see cref="Doubtful"/>.</returns>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public static async Task<int> RunAsync(IEnumerable<string> arguments, TextWriter output, TextWriter error, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        ArgumentNullException.ThrowIfNull(time);
        try
        {
            var result = await ResultAsync([.. arguments], time, cancellation);
            LoadCsv.Write(output, [new($"{result.Plan}, {result.Shard}", result.Result)]);
            foreach (var doubt in result.Result.Doubts)
                await error.WriteLineAsync(doubt);
            return result.Result.Doubts.Count == 0 ? Measured : Doubtful;
        }
        catch (Exception mistake) when (mistake is ArgumentException or FormatException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(mistake.Message);
            return Wrong;
        }
        catch (SocketException unreachable)
        {
            await error.WriteLineAsync($"LHL3603: the target of the plan is not known: {unreachable.Message}.");
            return Doubtful;
        }
    }

    private static async Task<ResultFile> ResultAsync(string[] arguments, TimeProvider time, CancellationToken cancellation)
    {
        var words = arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList();
        var options = Options(arguments);
        var path = options.TryGetValue("out", out var given) ? given : throw new ArgumentException($"LHL3604: '--out=FILE' is missing; the command is {Usage}.");
        // Before anything runs: a result that cannot be written is none.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is not { } folder || !Directory.Exists(folder))
            throw new ArgumentException($"LHL3609: '{Short(path)}' is no file in a folder that is there.");
        ResultFile result;
        if (words is ["run", var plan])
            result = await PartAsync(plan, options, time, cancellation);
        else if (words is ["merge", _, ..] && options.Count == 1)
            result = ResultFile.Merge([.. words.Skip(1).Select(Read)]);
        else
            throw new ArgumentException($"LHL3605: this is no command; there are {Usage}.");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        result.Write(file);
        return result;
    }

    private static async Task<ResultFile> PartAsync(string path, Dictionary<string, string> options, TimeProvider time, CancellationToken cancellation)
    {
        var file = await File.ReadAllBytesAsync(path, cancellation);
        var plan = options.TryGetValue("target", out var target) ? HttpPlan.Read(file, target) : HttpPlan.Read(file);
        var shard = options.TryGetValue("shard", out var part) ? Shard.Parse(part) : Shard.Whole;
        if (options.TryGetValue("at", out var text))
            await Task.Delay(Until(text, time.GetUtcNow()), time, cancellation);
        return await plan.RunAsync(shard, time, cancellation);
    }

    private static TimeSpan Until(string text, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            throw new FormatException($"LHL3606: '{Short(text)}' is no time; it is written such as 2026-11-28T12:00:00Z.");
        return at - now is var wait && wait >= TimeSpan.Zero && wait <= s_longestWait
            ? wait
            : throw new ArgumentException($"LHL3607: '{Short(text)}' is {(wait < TimeSpan.Zero ? "over" : "more than an hour away")}; parts that do not begin together are no load.");
    }

    private static Dictionary<string, string> Options(string[] arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments.Where(argument => argument.StartsWith("--", StringComparison.Ordinal)))
        {
            if (argument[2..].Split('=', 2) is not [("out" or "shard" or "at" or "target") and var name, { Length: > 0 } value] || !options.TryAdd(name, value))
                throw new ArgumentException($"LHL3608: '{Short(argument)}' is no option, or is there twice; the command is {Usage}.");
        }

        return options;
    }

    private static ResultFile Read(string path)
    {
        using var file = File.OpenRead(path);
        return ResultFile.Read(file);
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60];
}
