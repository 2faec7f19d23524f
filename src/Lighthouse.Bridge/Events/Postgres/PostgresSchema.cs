using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Creates the store's tables and brings older ones up to date. Several instances may try at once.</summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = PostgresDatabase.WhyStatementsAreSafe)]
internal sealed class PostgresSchema(PostgresDatabase database, IRecordSeal seal)
{
    private const int Version = 2;

    /// <exception cref="EventStoreException">The tables are of a newer version, or the server does not keep what it acknowledges.</exception>
    public void Prepare(NpgsqlConnection connection)
    {
        RefuseForgetfulServer(connection);
        using var transaction = connection.BeginTransaction();
        // One at a time, and held only until the commit.
        Run(connection, $"SELECT pg_advisory_xact_lock(hashtextextended({PostgresDatabase.Literal("lighthouse-schema " + database.Options.Schema)}, 0))");
        if (!Exists(connection, "SELECT 1 FROM pg_namespace WHERE nspname = $1", database.Options.Schema))
            Run(connection, $"CREATE SCHEMA {database.Schema}");
        Run(connection, $"CREATE TABLE IF NOT EXISTS {database.Schema}.schema_version (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())");
        var found = Convert.ToInt32(Value(connection, $"SELECT coalesce(max(version), 0) FROM {database.Schema}.schema_version"), CultureInfo.InvariantCulture);
        if (found > Version)
            throw new EventStoreException(
                EventStoreError.NotWritable,
                $"LHB6320: schema '{database.Options.Schema}' has version {found}; this bridge knows versions up to {Version}. Run the newer bridge.");
        if (found < 1) CreateFirst(connection);
        if (found < 2) TakeSeveralRecordsARow(connection, isNew: found < 1);
        transaction.Commit();
    }

    private void CreateFirst(NpgsqlConnection connection)
    {
        var schema = database.Schema;
        Run(connection, $"""
            CREATE TABLE {schema}.events (sequence bigint PRIMARY KEY, record bytea NOT NULL);
            ALTER TABLE {schema}.events ALTER COLUMN record SET STORAGE EXTERNAL;
            CREATE TABLE {schema}.head (
                only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                sequence bigint NOT NULL, record_seal bytea NOT NULL, seal bytea NOT NULL) WITH (fillfactor = 10);
            CREATE TABLE {schema}.head_evidence (
                found_at timestamptz NOT NULL DEFAULT now(), sequence bigint, record_seal bytea, seal bytea);
            CREATE TABLE {schema}.event_evidence (found_at timestamptz NOT NULL DEFAULT now(), sequence bigint, record bytea);
            CREATE TABLE {schema}.claims (claim text COLLATE "C" PRIMARY KEY, sequence bigint NOT NULL, useful_until bigint);
            CREATE INDEX claims_useful_until ON {schema}.claims (useful_until) WHERE useful_until IS NOT NULL;
            """);
        var head = new StoreHead(0, default);
        Run(
            connection, $"INSERT INTO {schema}.head (sequence, record_seal, seal) VALUES (0, $1, $2)",
            new NpgsqlParameter { Value = head.RecordBytes() }, new NpgsqlParameter { Value = head.Sign(seal) });
        Applied(connection, 1);
    }

    // Rows of one record stay as they are. A row of several keeps within its page, where the database would otherwise move it to another table.
    private void TakeSeveralRecordsARow(NpgsqlConnection connection, bool isNew)
    {
        if (!isNew && Value(connection, $"SELECT pg_try_advisory_xact_lock({database.Crowd})") is false)
            throw new EventStoreException(
                EventStoreError.Locked,
                $"LHB6325: schema '{database.Options.Schema}' is of an older version, and instances of an older bridge are running, which could not read what this one stores. "
                + "Stop all of them, then start this one.");
        Run(connection, $"ALTER TABLE {database.Schema}.events SET (toast_tuple_target = 8160)");
        Applied(connection, 2);
    }

    private void Applied(NpgsqlConnection connection, int version) =>
        Run(connection, $"INSERT INTO {database.Schema}.schema_version (version) VALUES ($1)", new NpgsqlParameter { Value = version });

    private static void RefuseForgetfulServer(NpgsqlConnection connection)
    {
        if ((string?)Value(connection, "SHOW fsync") == "off")
            throw new EventStoreException(
                EventStoreError.NotWritable,
                "LHB6323: the database server runs with fsync=off, so that what it acknowledges is lost with the power. Set fsync=on.");
    }

    private static void Run(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        command.ExecuteNonQuery();
    }

    private static object? Value(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private static bool Exists(NpgsqlConnection connection, string sql, string name)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = name, NpgsqlDbType = NpgsqlDbType.Text });
        return command.ExecuteScalar() is not null;
    }
}
