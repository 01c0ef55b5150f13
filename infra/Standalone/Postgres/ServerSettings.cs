namespace ComputeNet.Standalone.Postgres;

/// <summary>The whole postgresql.conf of the embedded server: small, local, and as durable as PostgreSQL is by default.</summary>
public static class ServerSettings
{
    /// <summary>A socket path may have 107 bytes (sun_path), of which PostgreSQL adds <c>/.s.PGSQL.5432</c> and a lock suffix.</summary>
    public const int LongestSocketFolder = 107 - 19;

    /// <param name="socketFolder">The only way in: a folder that only the server's account (and root) may enter, so no password is needed.</param>
    /// <param name="durable">False for throw-away databases of tests: a crash of the machine may lose data. Each test class has a database and pools of its own there.</param>
    public static string Text(string socketFolder, bool durable) => $"""
        # Written by ComputeNet at every start; changes here are lost.
        listen_addresses = ''
        unix_socket_directories = '{socketFolder.Replace("'", "''")}'
        unix_socket_permissions = 0700
        max_connections = {(durable ? 60 : 200)}
        shared_buffers = 64MB
        max_wal_size = 256MB
        wal_level = minimal
        max_wal_senders = 0
        jit = off
        fsync = {(durable ? "on" : "off")}
        synchronous_commit = {(durable ? "on" : "off")}
        log_min_messages = warning
        log_checkpoints = off
        timezone = 'UTC'
        # A killed client must not keep its locks while the server waits in its query.
        client_connection_check_interval = 1s

        """;
}
