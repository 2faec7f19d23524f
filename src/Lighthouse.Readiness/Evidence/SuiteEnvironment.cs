using System.Globalization;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Evidence;

/// <summary>What the pipeline tells a suite, through environment variables. A suite in any language can read them.</summary>
/// <param name="EvidencePath"><c>LIGHTHOUSE_EVIDENCE</c>: the day's evidence log, to which the suite appends.</param>
/// <param name="RunbookPath"><c>LIGHTHOUSE_RUNBOOK</c>: the runbook file.</param>
/// <param name="Day"><c>LIGHTHOUSE_DAY</c>: name of the day.</param>
/// <param name="Identity"><c>LIGHTHOUSE_RUN_ID</c>, <c>_COMMIT</c>, <c>_RUNBOOK_DIGEST</c>, <c>_PROFILE</c>, <c>_SEED</c>: the run.</param>
/// <param name="TargetPath"><c>LIGHTHOUSE_TARGET</c>: file that describes the target; holds secrets.</param>
/// <param name="ScratchFolder"><c>LIGHTHOUSE_SCRATCH</c>: folder for the suite's own files; removed after the day.</param>
/// <param name="LogFolder"><c>LIGHTHOUSE_LOGS</c>: folder for logs that are kept.</param>
/// <param name="JournalFolder"><c>LIGHTHOUSE_JOURNAL</c>: folder where started processes are written down.</param>
public sealed record SuiteEnvironment(
    string EvidencePath, string RunbookPath, string Day, RunIdentity Identity, string TargetPath, string ScratchFolder, string LogFolder,
    string JournalFolder)
{
    /// <summary>What the suite looks at beside the target.</summary>
    public SuiteInputs Inputs { get; init; } = new();

    /// <summary>The variables, to start a suite with.</summary>
    public IReadOnlyDictionary<string, string> ToVariables() => new Dictionary<string, string>(Inputs.ToVariables())
    {
        ["LIGHTHOUSE_EVIDENCE"] = EvidencePath,
        ["LIGHTHOUSE_RUNBOOK"] = RunbookPath,
        ["LIGHTHOUSE_DAY"] = Day,
        ["LIGHTHOUSE_RUN_ID"] = Identity.RunId,
        ["LIGHTHOUSE_COMMIT"] = Identity.Commit,
        ["LIGHTHOUSE_RUNBOOK_DIGEST"] = Identity.RunbookDigest,
        ["LIGHTHOUSE_PROFILE"] = Identity.Profile.ToString().ToLowerInvariant(),
        ["LIGHTHOUSE_SEED"] = Identity.Seed.ToString(CultureInfo.InvariantCulture),
        ["LIGHTHOUSE_TARGET"] = TargetPath,
        ["LIGHTHOUSE_SCRATCH"] = ScratchFolder,
        ["LIGHTHOUSE_LOGS"] = LogFolder,
        ["LIGHTHOUSE_JOURNAL"] = JournalFolder,
    };

    /// <summary>Reads the variables of this process.</summary>
    /// <exception cref="EvidenceException">One is missing or makes no sense: the suite was not started by the pipeline.</exception>
    public static SuiteEnvironment FromVariables() => From(Environment.GetEnvironmentVariable);

    internal static SuiteEnvironment From(Func<string, string?> variable)
    {
        return new SuiteEnvironment(
            Required("LIGHTHOUSE_EVIDENCE"),
            Required("LIGHTHOUSE_RUNBOOK"),
            Required("LIGHTHOUSE_DAY"),
            new RunIdentity(
                Required("LIGHTHOUSE_RUN_ID"), Required("LIGHTHOUSE_COMMIT"), Required("LIGHTHOUSE_RUNBOOK_DIGEST"), ReadProfile(), ReadSeed()),
            Required("LIGHTHOUSE_TARGET"),
            Required("LIGHTHOUSE_SCRATCH"),
            Required("LIGHTHOUSE_LOGS"),
            Required("LIGHTHOUSE_JOURNAL"))
        {
            Inputs = SuiteInputs.From(variable),
        };

        string Required(string name) => variable(name) is { Length: > 0 } value
            ? value
            : throw new EvidenceException(
                "LH3101", $"the environment variable {name} is missing. A suite is started by the pipeline: ./build.sh --target=<day's task>.");

        Profile ReadProfile() => Enum.TryParse<Profile>(Required("LIGHTHOUSE_PROFILE"), ignoreCase: true, out var profile) && Enum.IsDefined(profile)
            ? profile
            : throw new EvidenceException("LH3102", $"LIGHTHOUSE_PROFILE is '{variable("LIGHTHOUSE_PROFILE")}'; allowed: quick, standard, full.");

        int ReadSeed() => int.TryParse(Required("LIGHTHOUSE_SEED"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new EvidenceException("LH3103", $"LIGHTHOUSE_SEED is '{variable("LIGHTHOUSE_SEED")}'; a whole number is allowed.");
    }
}
