namespace Lighthouse.Readiness.Runbooks;

/// <summary>A gate that the runbook demands and that no suite can measure yet. It is never evaluated and every report names it.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="Day">The day it will belong to.</param>
/// <param name="Title">What it will show.</param>
/// <param name="Location">Where it stands.</param>
public sealed record PlannedGate(string Id, string Day, string Title, SourceLocation Location);
