using System.Globalization;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Lighthouse.Bridge.Tests.Http;

/// <summary>A whole bridge in a process of its own, of whose sockets some accepts fail.</summary>
internal static class FailingAccepts
{
    private const string Variable = "LIGHTHOUSE_TEST_FAILING_ACCEPTS";

    /// <summary>Starts it: after so many connections, each further one fails, for want of memory or for good.</summary>
    public static BridgeProcess Launch(TemporaryFolder folder, int good, bool isForWantOfMemory)
    {
        var environment = BridgeProcess.FreshSecrets();
        environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{good}|{isForWantOfMemory}|{folder.Data}");
        return BridgeProcess.LaunchCommand([Environment.ProcessPath!], environment);
    }

    // The runner does not start in this process.
    [ModuleInitializer]
    internal static void RunWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } asked) return;
        // No other thread runs anything of a module before its initializer has ended: a copy of it runs the bridge, and is not asked.
        Environment.SetEnvironmentVariable(Variable, null);
        var here = typeof(FailingAccepts);
        var copy = new AssemblyLoadContext(nameof(FailingAccepts)).LoadFromAssemblyPath(here.Assembly.Location).GetType(here.FullName!)!;
        Environment.Exit((int)copy.GetMethod(nameof(Run), BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [asked])!);
    }

    private static int Run(string asked)
    {
        var parts = asked.Split('|', 3);
        var good = int.Parse(parts[0], CultureInfo.InvariantCulture);
        var isForWantOfMemory = bool.Parse(parts[1]);
        string[] arguments = ["--urls", "http://127.0.0.1:0", $"--Bridge:DataDirectory={parts[2]}"];
        return BridgeHost.RunAsync(arguments, services => services.AddSingleton<IConnectionListenerFactory>(provider => new WatchedListeners(
            new Sockets(ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), good, isForWantOfMemory),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ListenerWatch>()))).GetAwaiter().GetResult();
    }

    private sealed class Sockets(IConnectionListenerFactory real, int good, bool isForWantOfMemory) : IConnectionListenerFactory
    {
        public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
            new Listener(await real.BindAsync(endpoint, cancellationToken), good, isForWantOfMemory);
    }

    private sealed class Listener(IConnectionListener real, int good, bool isForWantOfMemory) : IConnectionListener
    {
        private int _accepted;

        public EndPoint EndPoint => real.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            var connection = await real.AcceptAsync(cancellationToken);
            if (connection is null || ++_accepted <= good) return connection;
            // Every other one: the server is asked again by the next.
            if (isForWantOfMemory && _accepted % 2 == 0) return connection;
            connection.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Dispose();
            throw isForWantOfMemory ? new OutOfMemoryException() : new IOException("accepting failed");
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => real.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
