using System.Globalization;
using System.Security.Cryptography;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events.Postgres;

namespace Lighthouse.Bridge.Events;

/// <summary>Registers the store that the configuration names.</summary>
internal static class EventStoreChoice
{
    public static IServiceCollection AddEventStore(this IServiceCollection services, BridgeOptions options) => options.Store.IsPostgres
        ? services.AddPostgresEventStore(Postgres(options.Store), options.StoreKey)
        : services.AddFileEventStore(_ => File(options), _ => options.StoreKey);

    private static EventStoreOptions File(BridgeOptions options) =>
        new() { Directory = options.DataDirectory, NodeId = options.Store.NodeId ?? "bridge", SegmentBytes = options.Store.Archive.SegmentBytes };

    private static PostgresStoreOptions Postgres(StoreSettings settings) => new()
    {
        ConnectionString = settings.ConnectionString!,
        Schema = settings.Schema,
        NodeId = settings.NodeId ?? FreshName(),
        StatementLimit = TimeSpan.FromSeconds(settings.StatementSeconds),
        OpeningLimit = TimeSpan.FromSeconds(settings.OpeningSeconds),
        DoubtLimit = TimeSpan.FromSeconds(settings.StatementSeconds),
    };

    // No two processes may have the same: by it an instance knows what it did not write itself.
    private static string FreshName()
    {
        var host = new string([.. Environment.MachineName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.').Take(32)]);
        return string.Create(CultureInfo.InvariantCulture, $"{host}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
    }
}
