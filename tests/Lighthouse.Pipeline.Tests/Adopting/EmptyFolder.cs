namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>
/// An empty folder of somebody who has never seen this repository: the ordinary feed, and the packages folder as one more. What the ordinary feed
/// gave before is taken from this machine's cache; packages of this checkout never are.
/// </summary>
internal sealed class EmptyFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public EmptyFolder(Packages packages)
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(this["nuget.config"], $"""
            <configuration>
              <packageSources>
                <add key="lighthouse" value="{packages.Folder}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="cache" value="{cache}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        Directory.CreateDirectory(this[".home"]);
    }

    public string Path => folder.Path;

    public string this[string name] => folder[name];

    private Dictionary<string, string?> Variables => new()
    {
        ["NUGET_PACKAGES"] = this[".packages"], ["DOTNET_CLI_HOME"] = this[".home"], ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["CI"] = null, ["LIGHTHOUSE_SIGNING_KEY"] = null,
    };

    /// <summary>Copies the files of an example of the documentation.</summary>
    public void Take(string example)
    {
        foreach (var file in Directory.GetFiles(System.IO.Path.Combine(Checkout.Root, "docs", "examples", example)))
            File.Copy(file, this[System.IO.Path.GetFileName(file)]);
    }

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
    }

    /// <summary>Runs a command line here, by the shell, as a reader of the documentation types it.</summary>
    public Task<CommandOutcome> ShellAsync(string command, params IReadOnlyList<(string Name, string Value)> more)
    {
        var variables = Variables;
        foreach (var (name, value) in more)
            variables[name] = value;
        return CommandLine.RunAsync(folder.Path, variables, "bash", "-c", command);
    }

    public void Dispose() => folder.Dispose();
}
