using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>How the gates took a seeded defect.</summary>
/// <param name="Defect">The defect.</param>
/// <param name="Fired">Ids of the gates that failed.</param>
/// <param name="Expected">The verdict of the gate that must catch it.</param>
/// <param name="Reason">That gate's reason.</param>
/// <param name="IsNoGo">Whether the decision with this gate's verdict in place of the clean one is NO-GO.</param>
internal sealed record Proof(Defect Defect, IReadOnlyList<string> Fired, Verdict Expected, string Reason, bool IsNoGo)
{
    /// <summary>Caught only by the gate it belongs to saying what it must say of it; an inconclusive gate has not caught it.</summary>
    public bool IsCaught => NotTried is null && Expected == Defect.CaughtAs && IsNoGo;

    /// <summary>The profile that it was tried in.</summary>
    public Profile Profile { get; init; }

    /// <summary>What the gate said when the defect escaped it the first time; null when it was caught then. A gate's stated error rate lets one in twenty through.</summary>
    public string? Escape { get; init; }

    /// <summary>Why it could not be tried here; null when it was.</summary>
    public string? NotTried { get; init; }

    /// <summary>How it went, in a word or two.</summary>
    public string Result => this switch
    {
        { NotTried: not null } => "NOT TRIED",
        { IsCaught: true } => $"caught{(Profile == Profile.Quick ? "" : $" ({Profile.ToString().ToLowerInvariant()})")}{(Escape is null ? "" : ", the second time")}",
        _ => "ESCAPED",
    };
}
