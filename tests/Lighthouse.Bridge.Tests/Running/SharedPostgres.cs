[assembly: AssemblyFixture(typeof(Lighthouse.Bridge.Tests.Running.SharedPostgres))]

namespace Lighthouse.Bridge.Tests.Running;

/// <summary>The server that the tests share; started when the first asks for it.</summary>
public sealed class SharedPostgres : IDisposable
{
    private static readonly Lazy<PostgresCluster> Cluster = new(PostgresCluster.Start);

    internal static void SkipUnlessAvailable() => Assert.SkipUnless(
        PostgresCluster.IsAvailable, "PostgreSQL is not installed (Debian package postgresql), or setpriv (util-linux) is missing.");

    internal static PostgresCluster Get()
    {
        SkipUnlessAvailable();
        return Cluster.Value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Cluster.IsValueCreated) Cluster.Value.Dispose();
    }
}
