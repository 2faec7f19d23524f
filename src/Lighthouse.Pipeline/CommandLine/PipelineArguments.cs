using System.Globalization;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.TargetProfiles;

namespace Lighthouse.Pipeline.CommandLine;

/// <summary>The command line, checked before anything happens.</summary>
/// <param name="Options">The pipeline's own options.</param>
/// <param name="Targets">The tasks asked for; empty for the default.</param>
/// <param name="Defect">The one defect to prove; null for all.</param>
/// <param name="Day">The one day whose gates are proven; null for all.</param>
/// <param name="CleanRuns">How often the proof of the gates measures the system as it is.</param>
/// <param name="ProofTime">How long the proof may go on with further defects of gates that are proven; null for all defects, however long they take.</param>
/// <param name="AsksForHelp">Whether the options are asked for.</param>
/// <param name="OnlyAsks">Whether the build is only asked about itself (<c>--tree</c> and the like) and must change nothing.</param>
internal sealed record PipelineArguments(RunOptions Options, IReadOnlyList<string> Targets, string? Defect, string? Day, int CleanRuns, TimeSpan? ProofTime, bool OnlyAsks, bool AsksForHelp)
{
    /// <summary>Asks for errors in the form that MSBuild reads.</summary>
    public const string MsBuildErrors = "--errors=msbuild";

    private static readonly string[] Own =
        ["profile", "gate", "target-url", "target-profile", "seed", "fail-fast", "artifacts", "defect", "day", "waivers", "advisories", "sarif", "image", "findings", "clean-runs", "proof-minutes", "signing-key", "key", "bundle", "run-id", "evidence", "resume", "baselines", "before", "after", "history", "results", "compare-with", "base", "approvals", "role", "matter", "valid-days", "runbook", "errors"];

    /// <summary>Whether errors are printed in the form that MSBuild reads.</summary>
    public bool ErrorsForMsBuild { get; private init; }

    private static readonly string[] Cake =
        ["target", "exclusive", "dryrun", "tree", "description", "verbosity", "working", "info", "version", "help", "no-report"];

    private static readonly string[] Questions = ["dryrun", "tree", "description", "info", "version", "help"];

    private static readonly string[] Flags = ["fail-fast", "exclusive", "dryrun", "tree", "description", "info", "version", "help", "no-report", "resume"];

    private static readonly Dictionary<char, string> Short = new()
    {
        ['t'] = "target", ['e'] = "exclusive", ['v'] = "verbosity", ['w'] = "working", ['h'] = "help",
    };

    /// <summary>Reads the command line.</summary>
    /// <exception cref="PipelineException">Something in it is not known or makes no sense (exit code 2).</exception>
    /// <exception cref="TargetProfileException">The target profile has a mistake.</exception>
    public static PipelineArguments Parse(IReadOnlyList<string> arguments, Runbook runbook, string defaultArtifacts, Func<int> randomSeed)
    {
        var values = Split(arguments);
        var runId = RunId(Single(values, "run-id"));
        _ = Single(values, "runbook");
        if (Single(values, "errors") is { } form && form != "msbuild")
            throw Invalid("LH6017", $"'--errors={form}': msbuild is allowed");
        var options = new RunOptions
        {
            Profile = Profile(Single(values, "profile")),
            Gate = Gate(Single(values, "gate"), runbook),
            TargetUrl = Url(Single(values, "target-url")),
            TargetProfile = TargetProfile(Single(values, "target-profile"), Single(values, "target-url")),
            Seed = Single(values, "seed") is { } seed ? Seed(seed) : runId is not null ? SeedOf(runId) : randomSeed(),
            FailFast = Flag(values, "fail-fast"),
            Artifacts = Single(values, "artifacts") ?? defaultArtifacts,
            Waivers = Existing(values, "waivers", "file", File.Exists),
            Advisories = Existing(values, "advisories", "folder", Directory.Exists),
            Sarif = Existing(values, "sarif", "folder", Directory.Exists),
            Image = Existing(values, "image", "file or folder", path => File.Exists(path) || Directory.Exists(path)),
            Baselines = Single(values, "baselines") is { } baselines ? Path.GetFullPath(baselines) : null,
            Results = Existing(values, "results", "folder", Directory.Exists),
            Before = Folders(values, "before"),
            After = Folders(values, "after"),
            History = Existing(values, "history", "folder", Directory.Exists),
            Findings = Single(values, "findings") is { } findings ? Path.GetFullPath(findings) : null,
            SigningKey = Existing(values, "signing-key", "file", File.Exists),
            TrustedKey = Existing(values, "key", "file", File.Exists),
            RunId = runId,
            Base = Reference(Single(values, "base")),
            Approvals = Single(values, "approvals") is { } approvals ? Path.GetFullPath(approvals) : null,
            Role = Single(values, "role"),
            Matter = Matter(Single(values, "matter"), runbook),
            ValidDays = ValidDays(Single(values, "valid-days")),
            Evidence = Folders(values, "evidence"),
            Resume = Flag(values, "resume"),
            CompareWith = Existing(values, "compare-with", "folder", Directory.Exists),
            Bundle = Existing(values, "bundle", "folder", Directory.Exists),
        };
        return new PipelineArguments(Consistent(options), [.. values.Where(pair => pair.Name == "target").Select(pair => pair.Value!)], Single(values, "defect"), KnownDay(Single(values, "day"), runbook), RunCount(Single(values, "clean-runs")), ProofTimeOf(Single(values, "proof-minutes")), Questions.Any(question => Flag(values, question)), Flag(values, "help"))
        {
            ErrorsForMsBuild = Single(values, "errors") is not null,
        };
    }

    private static List<(string Name, string? Value)> Split(IReadOnlyList<string> arguments)
    {
        var values = new List<(string, string?)>();
        for (var index = 0; index < arguments.Count; index++)
        {
            var (name, value) = SplitOne(arguments[index]);
            if (!Own.Contains(name) && !Cake.Contains(name))
                throw Invalid("LH6001", $"'--{name}' is no option of this build; it knows: {string.Join(", ", Own.Concat(Cake).Select(known => "--" + known))}");
            if (value is null && !Flags.Contains(name))
            {
                if (index + 1 >= arguments.Count || arguments[index + 1].StartsWith('-'))
                    throw Invalid("LH6002", $"'--{name}' needs a value: --{name}=VALUE");
                value = arguments[++index];
            }

            values.Add((name, value));
        }

        return values;
    }

    private static (string Name, string? Value) SplitOne(string argument)
    {
        var (head, value) = argument.IndexOf('=') is var at and > 0 ? (argument[..at], argument[(at + 1)..]) : (argument, null);
        if (head.StartsWith("--", StringComparison.Ordinal) && head.Length > 2)
            return (head[2..], value);
        if (head is ['-', var letter] && Short.TryGetValue(letter, out var name))
            return (name, value);
        throw Invalid("LH6003", $"'{argument}' is no option; options look like --name=value (did you mean --target={argument}?)");
    }

    private static string? Single(List<(string Name, string? Value)> values, string name)
    {
        var given = values.Where(pair => pair.Name == name).ToList();
        return given.Count <= 1 ? given.FirstOrDefault().Value : throw Invalid("LH6004", $"'--{name}' is given {given.Count} times; once is allowed");
    }

    private static bool Flag(List<(string Name, string? Value)> values, string name) =>
        values.Where(pair => pair.Name == name).Select(pair => pair.Value ?? "true").LastOrDefault() switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw Invalid("LH6005", $"'--{name}={other}': true or false is allowed"),
        };

    private static Profile Profile(string? text) => text switch
    {
        null or "quick" => Readiness.Runbooks.Profile.Quick,
        "standard" => Readiness.Runbooks.Profile.Standard,
        "full" => Readiness.Runbooks.Profile.Full,
        _ => throw Invalid("LH6006", $"'--profile={text}': quick, standard or full is allowed"),
    };

    private static string? Gate(string? id, Runbook runbook)
    {
        if (id is null || runbook.FindGate(id) is not null)
            return id;
        var reason = runbook.Planned.Any(planned => planned.Id == id) ? "is planned, no suite measures it yet" : "is not in the runbook";
        throw Invalid("LH6007", $"'--gate={id}': this gate {reason}; measured are: {string.Join(", ", runbook.Gates.Select(gate => gate.Id))}");
    }

    private static string? KnownDay(string? name, Runbook runbook) => name is null || runbook.FindDay(name) is not null
        ? name
        : throw Invalid("LH6015", $"'--day={name}': this day is not in the runbook; it has: {string.Join(", ", runbook.Days.Select(day => day.Name))}");

    private static Uri? Url(string? text)
    {
        if (text is null)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            ? url
            : throw Invalid("LH6008", $"'--target-url={text}': an address such as http://127.0.0.1:8765 is allowed");
    }

    private static string? Existing(List<(string Name, string? Value)> values, string name, string kind, Func<string, bool> exists)
    {
        return Single(values, name) is { } path ? ExistingPath(path, name, kind, exists) : null;
    }

    private static IReadOnlyList<string> Folders(List<(string Name, string? Value)> values, string name) =>
        [.. values.Where(pair => pair.Name == name).Select(pair => ExistingPath(pair.Value!, name, "folder", Directory.Exists))];

    private static string ExistingPath(string path, string name, string kind, Func<string, bool> exists) =>
        exists(path) ? Path.GetFullPath(path) : throw Invalid("LH6010", $"'--{name}={path}': there is no such {kind}; give the path of an existing one");

    private static string? RunId(string? text) => text is null || (text.Length == 32 && text.All(char.IsAsciiHexDigitLower))
        ? text
        : throw Invalid("LH6013", $"'--run-id={text}': 32 lower-case hex digits are allowed, such as those of a UUID without its dashes");

    // Builds that carry out parts of one run choose the same seed without having to agree on it.
    private static int SeedOf(string runId) => int.Parse(runId.AsSpan(0, 7), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static RunOptions Consistent(RunOptions options)
    {
        if (options.Resume && (options.Gate is not null || options.RunId is not null || options.Evidence.Count > 0))
            throw Invalid("LH6014", "'--resume' goes on with a whole run; it does not go together with --gate, --run-id or --evidence");
        return options;
    }

    private static int RunCount(string? text) => text is null ? 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 1000
            ? count
            : throw Invalid("LH6011", $"'--clean-runs={text}': a whole number from 1 to 1,000 is allowed");

    private static TimeSpan? ProofTimeOf(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= 1440
            ? TimeSpan.FromMinutes(minutes)
            : throw Invalid("LH6024", $"'--proof-minutes={text}': a whole number of minutes from 0 to 1,440 is allowed");

    // It is handed to git, which would take it for an option.
    private static string? Reference(string? text) => text is null || (text.Length > 0 && !text.StartsWith('-') && text.All(letter => letter is > ' ' and < (char)127))
        ? text
        : throw Invalid("LH6021", $"'--base={text}': a commit or branch such as origin/main is allowed");

    private static string Matter(string? text, Runbook runbook)
    {
        string[] known = [Approval.Release, Approval.WeakerRules, .. runbook.Decision.Checklist.Select(item => Approval.OfItem(item.Id))];
        return text is null ? Approval.Release
            : known.Contains(text) ? text
            : throw Invalid("LH6022", $"'--matter={text}': {string.Join(", ", known)} are allowed");
    }

    private static int ValidDays(string? text) => text is null ? 30
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= Approval.LongestDays
            ? days
            : throw Invalid("LH6023", $"'--valid-days={text}': a whole number from 1 to {Approval.LongestDays} is allowed");

    private static TargetProfile? TargetProfile(string? path, string? url)
    {
        if (path is null)
            return null;
        return url is not null
            ? TargetProfileReader.ReadFile(path)
            : throw Invalid("LH6012", "'--target-profile' says how to talk to a system that already runs; give its address with --target-url=URL");
    }

    private static int Seed(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)
        ? seed
        : throw Invalid("LH6009", $"'--seed={text}': a whole number is allowed");

    private static PipelineException Invalid(string code, string message) =>
        new(ExitCode.Invalid, $"{code}: {Readiness.Reporting.Untrusted.ForConsole(message)}.");
}
