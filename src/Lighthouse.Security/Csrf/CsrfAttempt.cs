using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Csrf;

/// <summary>One attempt: how it is called, what it would prove, and how its request is made of a case.</summary>
internal sealed record CsrfAttempt(string Group, string Name, Flaw Flaw, Func<CsrfCase, RawRequest> Make);
