using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge;

/// <summary>Runs a bridge.</summary>
public static class BridgeHost
{
    private const int Done = 0;
    private const int BadConfiguration = 2;
    private const int CannotStart = 3;

    /// <summary>
    /// Runs a bridge until it is told to stop (SIGTERM, Ctrl+C, or the end of the standard input where configured), or does what another of its
    /// options asks for.
    /// </summary>
    /// <param name="args">Command line, such as <c>--urls http://127.0.0.1:8765 --Bridge:DataDirectory=data</c>; <c>--help</c> shows the options.</param>
    /// <param name="customise">Changes the registered services, for example to decorate one; null for none.</param>
    /// <returns>0 when it was stopped, 2 when the configuration is wrong, 3 when it could not start: store or address not to be had.</returns>
    public static async Task<int> RunAsync(string[] args, Action<IServiceCollection>? customise = null)
    {
        try
        {
            var line = CommandLine.Parse(args);
            if (line.ShowsHelp) return await SayAsync(CommandLine.Usage);
            if (line.ShowsVersion) return await SayAsync(BridgeVersion.Text);
            var builder = BridgeApplication.CreateBuilder(line);
            if (line.AsksHealth) return await HealthQuery.RunAsync(line.HealthOf ?? builder.Configuration["urls"] ?? BridgeApplication.DefaultUrl);
            var options = BridgeOptionsReader.Read(builder.Configuration);
            if (line.ChecksConfig) return await SayAsync("The configuration is good.");
            await using var app = BridgeApplication.Build(builder, options, customise);
            return await RunAsync(app, options);
        }
        catch (ConfigurationException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return BadConfiguration;
        }
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
        if (options.ExitOnStdinClose) StandardInput.CallAtEnd(app.Services.GetRequiredService<Draining>().Begin);
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

    private static async Task<int> SayAsync(string text)
    {
        await Console.Out.WriteLineAsync(text);
        return Done;
    }
}
