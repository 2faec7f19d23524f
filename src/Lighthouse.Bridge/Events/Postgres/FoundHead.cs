using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>The head row as it was found.</summary>
/// <param name="Exists">Whether there is one.</param>
/// <param name="Verified">What it states; null when it does not verify.</param>
/// <param name="Raw">Its bytes, to see whether it changed.</param>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = PostgresDatabase.WhyStatementsAreSafe)]
internal sealed record FoundHead(bool Exists, StoreHead? Verified, string Raw)
{
    public static FoundHead Read(NpgsqlConnection connection, string schema, IRecordSeal seal, bool forUpdate)
    {
        using var command = Command(connection, schema, forUpdate);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Of(reader, seal) : new(false, null, "");
    }

    public static async Task<FoundHead> ReadAsync(NpgsqlConnection connection, string schema, IRecordSeal seal, CancellationToken cancellation)
    {
        await using var command = Command(connection, schema, forUpdate: false);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Of(reader, seal) : new(false, null, "");
    }

    public bool IsSame(FoundHead other) => Exists == other.Exists && Raw == other.Raw;

    private static NpgsqlCommand Command(NpgsqlConnection connection, string schema, bool forUpdate) =>
        new($"SELECT sequence, record_seal, seal FROM {schema}.head{(forUpdate ? " FOR UPDATE" : "")}", connection);

    private static FoundHead Of(NpgsqlDataReader reader, IRecordSeal seal)
    {
        var (sequence, record, signature) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2));
        return new(true, StoreHead.Read(sequence, record, signature, seal), $"{sequence}:{Convert.ToHexString(record)}:{Convert.ToHexString(signature)}");
    }
}
