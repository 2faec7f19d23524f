namespace Lighthouse.Bridge.Events.Appending;

/// <summary>An append that was stored alone while nothing else waited, and is still to be answered.</summary>
/// <param name="Append">The append.</param>
/// <param name="Waiting">Wakes who waited for what it stored; null when nobody did.</param>
internal readonly record struct LoneAppend(PendingAppend Append, IThreadPoolWorkItem? Waiting);
