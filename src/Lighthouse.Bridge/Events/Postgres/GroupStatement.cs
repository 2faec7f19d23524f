using System.Diagnostics.CodeAnalysis;
using Npgsql;
using NpgsqlTypes;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>
/// The one statement that stores a group: it moves the head on where it is as expected, and only then adds the rows, takes the claims
/// and tells the other instances. By itself it is a transaction of one round trip.
/// </summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = PostgresDatabase.WhyStatementsAreSafe)]
internal sealed class GroupStatement : IDisposable
{
    private static readonly string[] NoClaims = [];
    private static readonly long?[] NoTimes = [];
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlParameter<long> _to = new();
    private readonly NpgsqlParameter _toRecord = Of(NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter _toSeal = Of(NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<long> _from = new();
    private readonly NpgsqlParameter _fromSeal = Of(NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter _records = Of(NpgsqlDbType.Array | NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter _places = Of(NpgsqlDbType.Array | NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter _claims = Of(NpgsqlDbType.Array | NpgsqlDbType.Text);
    private readonly NpgsqlParameter _until = Of(NpgsqlDbType.Array | NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter<string> _channel = new();
    private readonly NpgsqlParameter<string> _news = new();
    private readonly NpgsqlParameter<bool> _tell = new();
    private readonly IRecordSeal _seal;

    public GroupStatement(NpgsqlConnection connection, PostgresDatabase database, IRecordSeal seal)
    {
        _seal = seal;
        var schema = database.Schema;
        _command = new NpgsqlCommand(
            $"""
            WITH moved AS (
                UPDATE {schema}.head SET sequence = $1, record_seal = $2, seal = $3 WHERE sequence = $4 AND seal = $5 RETURNING 1),
            stored AS (
                INSERT INTO {schema}.events (sequence, record)
                SELECT added.place, added.record FROM unnest($12, $6) AS added(place, record) WHERE EXISTS (SELECT 1 FROM moved)),
            claimed AS (
                INSERT INTO {schema}.claims (claim, sequence, useful_until)
                SELECT taken.claim, $1, taken.until FROM unnest($7, $8) AS taken(claim, until) WHERE EXISTS (SELECT 1 FROM moved))
            SELECT CASE WHEN $11 THEN pg_notify($9, $10)::text END FROM moved
            """, connection);
        _command.Parameters.AddRange(new[] { _to, _toRecord, _toSeal, _from, _fromSeal, _records, _claims, _until, _channel, _news, _tell, _places });
        _channel.TypedValue = database.Channel;
        _news.TypedValue = database.Options.NodeId;
        _toRecord.Value = _toSeal.Value = _fromSeal.Value = Array.Empty<byte>();
        _records.Value = new List<ReadOnlyMemory<byte>>();
        _places.Value = new List<long>();
        _claims.Value = NoClaims;
        _until.Value = NoTimes;
        _command.Prepare();
    }

    /// <summary>Whether the head was as expected, so that the group is stored.</summary>
    public bool Execute(AppendGroup group, bool tellOthers)
    {
        var (from, to, claims) = (group.From, group.To, group.Claims);
        _to.TypedValue = to.Sequence;
        _toRecord.Value = to.RecordBytes();
        _toSeal.Value = to.Sign(_seal);
        _from.TypedValue = from.Sequence;
        _fromSeal.Value = from.Sign(_seal);
        _records.Value = group.Rows;
        _places.Value = group.Places;
        _claims.Value = claims.Count == 0 ? NoClaims : claims.Select(claim => claim.Key).ToArray();
        _until.Value = claims.Count == 0 ? NoTimes : claims.Select(claim => claim.UsefulUntil).ToArray();
        _tell.TypedValue = tellOthers;
        using var reader = _command.ExecuteReader();
        var moved = reader.Read();
        while (reader.Read())
        {
        }

        return moved;
    }

    public void Dispose() => _command.Dispose();

    private static NpgsqlParameter Of(NpgsqlDbType type) => new() { NpgsqlDbType = type };
}
