using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.TargetProfiles;

namespace Lighthouse.Pipeline.Runs;

/// <summary>What was asked for on the command line.</summary>
public sealed record RunOptions
{
    /// <summary><c>--profile</c>: how large the measurements are. Default quick.</summary>
    public Profile Profile { get; init; } = Profile.Quick;

    /// <summary><c>--gate</c>: just this gate; null for all.</summary>
    public string? Gate { get; init; }

    /// <summary><c>--target-url</c>: a system that already runs; null to start one.</summary>
    public Uri? TargetUrl { get; init; }

    /// <summary><c>--target-profile</c>: how to talk to a system that the suites do not know; null for one that they know.</summary>
    public TargetProfile? TargetProfile { get; init; }

    /// <summary><c>--seed</c>: seed of every random choice; chosen and printed when not given.</summary>
    public int Seed { get; init; }

    /// <summary><c>--fail-fast</c>: stop at the first day that misses a gate.</summary>
    public bool FailFast { get; init; }

    /// <summary><c>--waivers</c>: findings that are borne for a while; null for the settings' file.</summary>
    public string? Waivers { get; init; }

    /// <summary><c>--advisories</c>: folder of security advisories in OSV format; null for none beside the feed's own.</summary>
    public string? Advisories { get; init; }

    /// <summary><c>--sarif</c>: folder of SARIF files that other scanners left; null for none.</summary>
    public string? Sarif { get; init; }

    /// <summary><c>--image</c>: container image to scan; null for what the suite finds.</summary>
    public string? Image { get; init; }

    /// <summary><c>--baselines</c>: folder of recorded baselines; null when there is nothing to compare with.</summary>
    public string? Baselines { get; init; }

    /// <summary><c>--before</c>, repeatable: runs that others are compared with.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary><c>--after</c>, repeatable: runs that are compared with those before.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary><c>--history</c>: folder below which earlier runs lie; null to look at none.</summary>
    public string? History { get; init; }

    /// <summary><c>--results</c>: folder of results of other tools; null for none.</summary>
    public string? Results { get; init; }

    /// <summary><c>--findings</c>: the register of findings; null for <c>findings/register.jsonl</c> below the artifacts.</summary>
    public string? Findings { get; init; }

    /// <summary><c>--signing-key</c>: the private key that signs the decision, in PEM form; null for the environment's, or one that the run makes for itself.</summary>
    public string? SigningKey { get; init; }

    /// <summary><c>--key</c>: the public key that must have signed what is verified; null to take the one in the bundle.</summary>
    public string? TrustedKey { get; init; }

    /// <summary><c>--bundle</c>: the results folder to verify; null for the one below the artifacts.</summary>
    public string? Bundle { get; init; }

    /// <summary><c>--base</c>: the commit or branch that the change is compared with; null for the branch's upstream, or the parent.</summary>
    public string? Base { get; init; }

    /// <summary><c>--approvals</c>: folder of signed approvals; null for none.</summary>
    public string? Approvals { get; init; }

    /// <summary><c>--role</c>, with the task that approves: who approves.</summary>
    public string? Role { get; init; }

    /// <summary><c>--matter</c>, with the task that approves: <c>release</c>, <c>weakening</c> or <c>checklist/ID</c>. Default release.</summary>
    public string Matter { get; init; } = Readiness.Governance.Approval.Release;

    /// <summary><c>--valid-days</c>, with the task that approves: how long it counts. Default 30.</summary>
    public int ValidDays { get; init; } = 30;

    /// <summary><c>--run-id</c>: the run that this build carries out a part of, 32 hex digits; null for a new one.</summary>
    public string? RunId { get; init; }

    /// <summary><c>--evidence</c>, repeatable: results folders of other builds of the same run, to decide on together. Empty: this build runs the days itself.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary><c>--compare-with</c>: results folder of the run that the page compares this one with; null for none.</summary>
    public string? CompareWith { get; init; }

    /// <summary><c>--resume</c>: go on with the run in the results folder; finished days are kept when their evidence holds.</summary>
    public bool Resume { get; init; }

    /// <summary><c>--artifacts</c>: where the results go. Default <c>artifacts</c> in the repository.</summary>
    public string Artifacts { get; init; } = "artifacts";
}
