using Lighthouse.Bridge.Diagnostics;

namespace Lighthouse.Bridge.Events;

/// <summary>What a store measures of its own work.</summary>
internal interface IStoreFigures
{
    /// <summary>Events that one flush brought to stable storage.</summary>
    Histogram GroupSizes { get; }

    /// <summary>Bytes of appends that wait for the writer.</summary>
    long QueuedBytes { get; }

    /// <summary>Bytes that may wait before appends are refused.</summary>
    long QueueLimitBytes { get; }
}
