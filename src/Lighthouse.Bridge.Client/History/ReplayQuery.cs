namespace Lighthouse.Bridge.Client;

/// <summary>Which events to replay; what is not set does not filter.</summary>
/// <param name="FromSequence">From this sequence.</param>
/// <param name="ToSequence">Up to this sequence.</param>
/// <param name="StartTime">At or after this unix second.</param>
/// <param name="EndTime">At or before this unix second.</param>
public sealed record ReplayQuery(long? FromSequence = null, long? ToSequence = null, double? StartTime = null, double? EndTime = null);
