using Lighthouse.Chaos;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Instruments.Tests.Chaos.ProcessKill;

public sealed class ProcessKillFaultTests
{
    [Fact]
    public async Task A_killed_process_is_seen_to_be_gone_and_its_successor_to_answer()
    {
        using var child = await ListeningChild.StartAsync();
        ListeningChild? successor = null;
        var fault = new ProcessKillFault(
            new ProcessKillOptions
            {
                Process = ProcessIdentity.Of(child.Process.Id),
                Port = child.Port,
                RestartAsync = async _ => successor = await ListeningChild.StartAsync(child.Port),
                IsHealthyAsync = child.AnswersAsync,
            },
            TimeProvider.System);
        try
        {
            var deadWhileInEffect = false;
            var result = await new Experiment(
                fault,
                new ExperimentOptions
                {
                    SteadyState = child.AnswersAsync,
                    SteadyFor = TimeSpan.FromMilliseconds(100),
                    WhileInEffect = async cancellation =>
                    {
                        await child.Process.WaitForExitAsync(cancellation);
                        deadWhileInEffect = true;
                    },
                },
                TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

            Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
            Assert.True(deadWhileInEffect);
            Assert.Equal(137, child.Process.ExitCode);
            Assert.NotEqual(child.Process.Id, successor!.Process.Id);
            Assert.True(result.UntilEffect <= result.UntilHealed && result.UntilHealed <= result.Recovery);
        }
        finally
        {
            successor?.Dispose();
        }
    }

    [Fact]
    public async Task A_process_with_another_start_time_is_not_killed()
    {
        using var child = await ListeningChild.StartAsync();
        var identity = ProcessIdentity.Of(child.Process.Id);
        var result = await RunAsync(child, identity with { StartTicks = identity.StartTicks + 1 }, child.Port);
        Assert.Equal(ExperimentStatus.NotRun, result.Status);
        Assert.StartsWith("LHC4123", result.Reason, StringComparison.Ordinal);
        Assert.True(await child.AnswersAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_proves_nothing_and_nothing_is_killed()
    {
        using var child = await ListeningChild.StartAsync();
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var closedPort = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var result = await RunAsync(child, ProcessIdentity.Of(child.Process.Id), closedPort);
        Assert.StartsWith("LHC4121", result.Reason, StringComparison.Ordinal);
        Assert.False(child.Process.HasExited);
    }

    [Fact]
    public async Task A_port_that_somebody_else_answers_on_leaves_the_effect_unproven()
    {
        using var child = await ListeningChild.StartAsync();
        await using var other = new LoopbackServer(_ => Task.FromResult((200, "")));
        var result = await RunAsync(child, ProcessIdentity.Of(child.Process.Id), other.Port);
        Assert.Equal(ExperimentStatus.NotRun, result.Status);
        Assert.StartsWith("LHC4012", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_this_process_nor_the_first_may_be_killed()
    {
        using var child = await ListeningChild.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(child, ProcessIdentity.Of(Environment.ProcessId), child.Port));
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(child, new ProcessIdentity(1, 0), child.Port));
    }

    [Fact]
    public async Task A_target_that_does_not_come_back_has_no_recovery()
    {
        using var child = await ListeningChild.StartAsync();
        var result = await RunAsync(child, ProcessIdentity.Of(child.Process.Id), child.Port);
        Assert.Equal((ExperimentStatus.NotRecovered, (TimeSpan?)null), (result.Status, result.Recovery));
        Assert.StartsWith("LHC4015", result.Reason, StringComparison.Ordinal);
        Assert.True(result.Effect!.IsProven);
    }

    private static Task<ExperimentResult> RunAsync(ListeningChild child, ProcessIdentity identity, int port) => new Experiment(
        new ProcessKillFault(
            new ProcessKillOptions
            {
                Process = identity,
                Port = port,
                RestartAsync = _ => Task.CompletedTask,
                IsHealthyAsync = child.AnswersAsync,
                ShowWithin = TimeSpan.FromSeconds(3),
            },
            TimeProvider.System),
        new ExperimentOptions(), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
}
