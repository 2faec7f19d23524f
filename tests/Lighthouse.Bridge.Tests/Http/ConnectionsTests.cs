using System.IO.Pipelines;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace Lighthouse.Bridge.Tests.Http;

public sealed class ConnectionsTests
{
    private readonly ManualTime _time = new();
    private readonly Warnings _log = new();

    [Fact]
    public async Task Who_is_taken_over_keeps_his_place_until_the_end()
    {
        var connections = new Connections(1, _time, _log);
        var taken = new TaskCompletionSource();
        var serving = connections.ServeAsync(Connection(), connection =>
        {
            Assert.IsType<TakeableTransport>(connection.Transport).TakeOver(_ => taken.Task);
            return Task.CompletedTask;
        });
        Assert.False(await IsServedAsync(connections));
        taken.SetResult();
        await serving;
        Assert.True(await IsServedAsync(connections));
    }

    [Fact]
    public async Task A_place_is_given_back_when_serving_fails()
    {
        var connections = new Connections(1, _time, _log);
        await Assert.ThrowsAsync<IOException>(() => connections.ServeAsync(Connection(), _ => throw new IOException()));
        Assert.True(await IsServedAsync(connections));
    }

    [Fact]
    public async Task Each_one_too_many_is_counted_and_warned_of_once_a_second()
    {
        var connections = new Connections(0, _time, _log);
        for (var i = 0; i < 3; i++) Assert.False(await IsServedAsync(connections));
        Assert.Single(_log.Lines);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await IsServedAsync(connections));
        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains("4 closed so far", _log.Lines[1], StringComparison.Ordinal);
        var metrics = new MetricsWriter();
        connections.WriteTo(metrics);
        Assert.Contains("bridge_connections 0\n", $"{metrics}", StringComparison.Ordinal);
        Assert.Contains("bridge_connections_refused_total 4\n", $"{metrics}", StringComparison.Ordinal);
    }

    private static async Task<bool> IsServedAsync(Connections connections)
    {
        var isServed = false;
        await connections.ServeAsync(Connection(), _ =>
        {
            isServed = true;
            return Task.CompletedTask;
        });
        return isServed;
    }

    private static DefaultConnectionContext Connection()
    {
        var pipe = new Pipe();
        var pair = new Pair(pipe.Reader, pipe.Writer);
        var connection = new DefaultConnectionContext("1", pair, pair);
        connection.Features.Set<IConnectionHeartbeatFeature>(new NoHeart());
        return connection;
    }

    private sealed record Pair(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class NoHeart : IConnectionHeartbeatFeature
    {
        public void OnHeartbeat(Action<object> action, object state)
        {
        }
    }

    private sealed class Warnings : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
