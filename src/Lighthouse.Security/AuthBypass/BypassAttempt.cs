using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AuthBypass;

/// <summary>One request that must not get through.</summary>
/// <param name="Group">The kind of trick.</param>
/// <param name="Name">The trick.</param>
/// <param name="Flaw">What it would mean.</param>
/// <param name="Request">The request.</param>
/// <param name="SameOperation">Whether method and path are the operation's own, so that the operation's own refusals (a validation error) show that it was reached.</param>
internal sealed record BypassAttempt(string Group, string Name, Flaw Flaw, RawRequest Request, bool SameOperation)
{
    /// <summary>A request that has no more right to succeed and shows nothing when it does: a path that does not exist, a method without its override. When it is answered alike, so is everything here, and the attempt reached nothing. Null for none.</summary>
    public RawRequest? Baseline { get; init; }

    /// <summary>What it carries that is close to a real secret.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
