using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Operations;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge;

/// <summary>Runs a bridge.</summary>
public static class BridgeHost
{
    private const string DefaultUrl = "http://127.0.0.1:8765";
    private const int Done = 0;
    private const int BadConfiguration = 2;
    private const int CannotStart = 3;

    /// <summary>Runs a bridge until it is told to stop (SIGTERM, Ctrl+C, or the end of the standard input where configured).</summary>
    /// <param name="args">Command line, such as <c>--urls http://127.0.0.1:8765 --Bridge:DataDirectory=data</c>.</param>
    /// <param name="customise">Changes the registered services, for example to decorate one; null for none.</param>
    /// <returns>0 when it was stopped, 2 when the configuration is wrong, 3 when it could not start: store or address not to be had.</returns>
    public static async Task<int> RunAsync(string[] args, Action<IServiceCollection>? customise = null)
    {
        try
        {
            var builder = CreateBuilder(args);
            var options = BridgeOptionsReader.Read(builder.Configuration);
            builder.Services.AddBridge(options);
            customise?.Invoke(builder.Services);
            await using var app = builder.Build();
            Route(app);
            return await RunAsync(app, options);
        }
        catch (ConfigurationException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return BadConfiguration;
        }
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Nobody edits the settings of a running bridge; watching them costs file handles.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
        // The framework's own activity for each request is made when its category may log; whoever listens to traces gets it all the same.
        builder.Logging.ClearProviders().AddProvider(BridgeLog.CreateProvider()).AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);
        // Whoever writes sends: a hop to another thread for each socket is most of what an event to thousands of them would cost.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // More than is accepted: a caller who sends somewhat too much gets to read the 413 instead of a broken connection.
            kestrel.Limits.MaxRequestBodySize = 16 * RequestBody.MostBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4));
        return builder;
    }

    private static void Route(WebApplication app)
    {
        app.UseMiddleware<Guard>();
        app.UseRouting();
        foreach (var operation in OperationList.All)
            app.MapMethods(operation.Path, [operation.Method], new OperationEndpoint(operation).InvokeAsync).WithDisplayName(operation.Name);
    }

    private static async Task<int> RunAsync(WebApplication app, BridgeOptions options)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException problem)
        {
            await Console.Error.WriteLineAsync($"LHB3001: the bridge cannot listen: {problem.Message} Give it a free address by --urls.");
            return CannotStart;
        }
        catch (OperationCanceledException)
        {
            // Told to stop, or unable to go on, before it was listening.
            return await EndAsync(app);
        }

        if (options.Development) app.Logger.LogWarning("Development mode is on: known secrets are accepted. Never run it where others can reach it");
        if (options.ExitOnStdinClose) StandardInput.StopAtEnd(app.Lifetime);
        await Console.Out.WriteLineAsync($"Lighthouse bridge is listening on {string.Join(' ', app.Urls)}");
        await app.WaitForShutdownAsync();
        return await EndAsync(app);
    }

    private static async Task<int> EndAsync(WebApplication app)
    {
        if (app.Services.GetRequiredService<Readiness>().Failure is not { } failure) return Done;
        await Console.Error.WriteLineAsync(failure);
        return CannotStart;
    }
}
