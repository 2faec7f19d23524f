using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Operations;
using Lighthouse.Bridge.State;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration.Json;

namespace Lighthouse.Bridge;

/// <summary>Puts the web application together.</summary>
internal static class BridgeApplication
{
    public const string DefaultUrl = "http://127.0.0.1:8765";

    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SlowBodyGrace = TimeSpan.FromSeconds(5);

    /// <exception cref="ConfigurationException">A configuration file cannot be read.</exception>
    public static WebApplicationBuilder CreateBuilder(CommandLine line)
    {
        try
        {
            // Nobody edits the settings of a running bridge; watching them costs file handles.
            var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. line.Rest]);
            if (line.ConfigFile is { } file) AddFile(builder.Configuration, file);
            return builder;
        }
        catch (Exception problem) when (problem is InvalidDataException or FormatException)
        {
            var shown = problem.InnerException is FormatException { InnerException: System.Text.Json.JsonException json }
                ? $"line {json.LineNumber + 1}" : problem.GetType().Name;
            throw new ConfigurationException($"LHB2014: a configuration file is not valid JSON ({shown}). Correct {line.ConfigFile ?? "appsettings.json"}.");
        }
    }

    public static WebApplication Build(WebApplicationBuilder builder, BridgeOptions options, Action<IServiceCollection>? customise)
    {
        // The framework's own span of each request would be made for nobody: the bridge makes its own where traces are wanted.
        builder.Logging.ClearProviders().AddProvider(BridgeLog.CreateProvider(options.Log)).SetMinimumLevel(LogLevel.Trace)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        var hasEndpoints = builder.Configuration.GetSection("Kestrel:Endpoints").Exists();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && !hasEndpoints) builder.WebHost.UseUrls(DefaultUrl);
        // Whoever writes sends: a hop to another thread for each socket is most of what an event to thousands of them would cost.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Limit(kestrel, options.Http));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Stopping.Drain);
        // The server takes the one that was registered last.
        builder.Services.AddSingleton<ListenerWatch>().AddSingleton<IConnectionListenerFactory>(provider => new WatchedListeners(
            ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ListenerWatch>()));
        builder.Services.AddBridge(options);
        customise?.Invoke(builder.Services);
        var app = builder.Build();
        Route(app, options.Http);
        return app;
    }

    private static void AddFile(ConfigurationManager configuration, string file)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path)) throw new ConfigurationException($"LHB2015: the configuration file '{file}' is not there. Name one that is: --config FILE.");
        // Above the files that are found by themselves, below the environment and the command line.
        var sources = ((IConfigurationBuilder)configuration).Sources;
        var last = sources.Select((source, at) => source is JsonConfigurationSource ? at : -1).Max();
        var source = new JsonConfigurationSource { Path = path, Optional = false, ReloadOnChange = false };
        source.ResolveFileProvider();
        sources.Insert(last + 1, source);
    }

    private static void Limit(KestrelServerOptions kestrel, HttpSettings settings)
    {
        kestrel.AddServerHeader = false;
        // More than is accepted: a caller who sends somewhat too much gets to read the 413 instead of a broken connection.
        kestrel.Limits.MaxRequestBodySize = 16 * RequestBody.MostBytes;
        kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
        kestrel.Limits.MaxRequestHeadersTotalSize = settings.MostHeaderBytes;
        // Before encryption, where an endpoint has it: only what it does not hide can be taken over.
        var connections = kestrel.ApplicationServices.GetRequiredService<Connections>();
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(server => connection => connections.ServeAsync(connection, server)));
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(settings.LeastBodyBytesPerSecond, SlowBodyGrace);
    }

    private static void Route(WebApplication app, HttpSettings settings)
    {
        if (settings.TrustedProxies.Count > 0) app.UseForwardedHeaders(Believing(settings));
        app.UseMiddleware<Guard>();
        app.UseRouting();
        foreach (var operation in OperationList.All)
            app.MapMethods(operation.Path, [operation.Method], new OperationEndpoint(operation).InvokeAsync)
                .WithDisplayName(operation.Name).WithMetadata(operation);
    }

    private static ForwardedHeadersOptions Believing(HttpSettings settings)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in settings.TrustedProxies) options.KnownProxies.Add(proxy);
        return options;
    }
}
