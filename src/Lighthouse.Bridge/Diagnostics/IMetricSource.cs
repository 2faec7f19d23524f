namespace Lighthouse.Bridge.Diagnostics;

/// <summary>A part of the bridge that has figures for <c>/metrics</c>.</summary>
internal interface IMetricSource
{
    /// <summary>Writes its figures as they are now. No names of agents.</summary>
    void WriteTo(MetricsWriter metrics);
}
