using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AuthBypass;

/// <summary>One request that must not get through.</summary>
/// <param name="Group">The kind of trick.</param>
/// <param name="Name">The trick.</param>
/// <param name="Flaw">What it would mean.</param>
/// <param name="Request">The request.</param>
/// <param name="SameOperation">Whether method and path are the operation's own, so that the operation's own refusals (a validation error) show that it was reached.</param>
internal sealed record BypassAttempt(string Group, string Name, Flaw Flaw, RawRequest Request, bool SameOperation);
