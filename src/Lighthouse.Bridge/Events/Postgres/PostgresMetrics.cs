using Lighthouse.Bridge.Diagnostics;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>What the store in PostgreSQL did since it was opened.</summary>
internal sealed class PostgresMetrics(PostgresEventStore store) : IMetricSource
{
    public void WriteTo(MetricsWriter metrics)
    {
        var figures = store.Figures;
        metrics.Counter("bridge_postgres_groups_total", "Groups of appends that this instance committed.", figures.Groups);
        metrics.Counter("bridge_postgres_events_total", "Events that this instance committed.", figures.Events);
        metrics.Counter("bridge_postgres_contended_groups_total", "Groups that had to wait for what another instance stored.", figures.ContendedGroups);
        metrics.Counter("bridge_postgres_conflicts_total", "Groups of which an append was refused because another event had decided before.", figures.Conflicts);
        metrics.Counter("bridge_postgres_connects_total", "Connections that were made to hear of the other instances.", store.Connects);
    }
}
