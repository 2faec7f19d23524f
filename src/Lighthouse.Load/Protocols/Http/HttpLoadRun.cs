using System.Collections.Concurrent;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Protocols.Http.Polling;
using Lighthouse.Load.Results;

namespace Lighthouse.Load.Protocols.Http;

/// <summary>
/// Raw HTTP/1.1 load with keep-alive. On Linux one thread waits for all connections (epoll) and makes every request; elsewhere the
/// sockets of the base class library do, at a higher cost. What it measures is the same as <see cref="LoadRun"/>'s.
/// </summary>
public static class HttpLoadRun
{
    /// <summary>Sends a request at each intended time over whichever connection has been free the longest. One for which none is free waits, and its latency counts that.</summary>
    /// <param name="load">What is sent to where.</param>
    /// <param name="model">When requests start.</param>
    /// <param name="connections">How many are opened before the first; at least 1.</param>
    /// <param name="options">Limits and grace. <see cref="LoadOptions.MaxInFlight"/> drops what finds more than so many begun or waiting.</param>
    /// <param name="cancellation">Breaks the run off without a result.</param>
    /// <exception cref="ArgumentException">A value is outside what is allowed.</exception>
    /// <exception cref="OperationCanceledException">The run was broken off.</exception>
    public static Task<LoadResult> OpenAsync(HttpLoad load, OpenModel model, int connections, LoadOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(connections, 1);
        Check(load, options, cancellation);
        return IsPolled(load)
            ? PollingRun.RunAsync(load, connections, engine => new OpenDriver(model, engine, options.MaxInFlight), options, cancellation)
            : OpenPortablyAsync(load, model, connections, options, cancellation);
    }

    /// <summary>Runs one connection for each agent of the model, which sends its next request when its last one is answered.</summary>
    /// <param name="load">What is sent to where; an agent begins with the request of its own number.</param>
    /// <param name="model">How many agents, and for how long.</param>
    /// <param name="options">Limits and grace.</param>
    /// <param name="cancellation">Breaks the run off without a result.</param>
    /// <exception cref="ArgumentException">A value is outside what is allowed.</exception>
    /// <exception cref="OperationCanceledException">The run was broken off.</exception>
    public static Task<LoadResult> ClosedAsync(HttpLoad load, ClosedModel model, LoadOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        Check(load, options, cancellation);
        return IsPolled(load)
            ? PollingRun.RunAsync(load, model.Count, engine => new ClosedDriver(model, engine), options, cancellation)
            : ClosedPortablyAsync(load, model, options, cancellation);
    }

    private static bool IsPolled(HttpLoad load) => OperatingSystem.IsLinux() && !load.Portable;

    private static async Task<LoadResult> OpenPortablyAsync(HttpLoad load, OpenModel model, int connections, LoadOptions options, CancellationToken cancellation)
    {
        var agents = Agents(load, connections);
        var free = new ConcurrentQueue<HttpAgent>(agents);
        using var room = new SemaphoreSlim(connections);
        try
        {
            return await LoadRun.OpenAsync(
                model,
                async (iteration, token) =>
                {
                    await room.WaitAsync(token);
                    free.TryDequeue(out var agent);
                    try
                    {
                        return await SendAsync(load, agent!, load.RequestOf(iteration), token);
                    }
                    finally
                    {
                        free.Enqueue(agent!);
                        room.Release();
                    }
                },
                options, TimeProvider.System, cancellation);
        }
        finally
        {
            agents.ForEach(agent => agent.Dispose());
        }
    }

    private static async Task<LoadResult> ClosedPortablyAsync(HttpLoad load, ClosedModel model, LoadOptions options, CancellationToken cancellation)
    {
        var agents = Agents(load, model.Count);
        try
        {
            return await LoadRun.ClosedAsync(
                model,
                (iteration, token) => SendAsync(
                    load, agents[(iteration.Agent - model.AgentAt(0)) / model.Shard.Count], load.RequestOf(OfAgent(iteration)), token),
                options, TimeProvider.System, cancellation);
        }
        finally
        {
            agents.ForEach(agent => agent.Dispose());
        }
    }

    /// <summary>The iteration with a number that differs from agent to agent, so that not all send the same at once.</summary>
    internal static Iteration OfAgent(Iteration iteration) => iteration with { Number = iteration.Number + iteration.Agent };

    private static List<HttpAgent> Agents(HttpLoad load, int count) => [.. Enumerable.Range(0, count).Select(_ => new HttpAgent(load.Target, load.Limits))];

    private static async Task<IterationOutcome> SendAsync(HttpLoad load, HttpAgent agent, PreparedRequest request, CancellationToken cancellation)
    {
        var answer = await agent.SendAsync(request, cancellation);
        return load.IsSuccess(answer.Status) ? IterationOutcome.Succeeded : IterationOutcome.Failed($"status {answer.Status}");
    }

    private static void Check(HttpLoad load, LoadOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(options);
        load.Validate();
        options.Validate();
        cancellation.ThrowIfCancellationRequested();
    }
}
