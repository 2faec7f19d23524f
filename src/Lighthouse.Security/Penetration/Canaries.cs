using System.Globalization;

namespace Lighthouse.Security.Penetration;

/// <summary>Things that only a successful attack can touch: a file to be read, a folder to be written to, a port to be called, a product to be computed.</summary>
internal sealed class Canaries : IAsyncDisposable
{
    private readonly string _touched;

    public Canaries(string folder, Random random)
    {
        Directory.CreateDirectory(folder);
        Folder = Path.GetFullPath(folder);
        Secret = $"lighthouse-canary-{random.NextInt64():x16}{random.NextInt64():x16}";
        SecretFile = Path.Combine(Folder, "canary.txt");
        File.WriteAllText(SecretFile, Secret);
        _touched = Path.Combine(Folder, "touched-");
        Left = random.Next(30_000, 60_000);
        Right = random.Next(30_000, 60_000);
        Listener = new CanaryListener();
    }

    public string Folder { get; }

    /// <summary>What stands in the file that must not be read.</summary>
    public string Secret { get; }

    public string SecretFile { get; }

    public int Left { get; }

    public int Right { get; }

    /// <summary>The product of both: it stands in an answer only when somebody multiplied.</summary>
    public string Product => ((long)Left * Right).ToString(CultureInfo.InvariantCulture);

    public CanaryListener Listener { get; }

    /// <summary>A file that a command is told to make.</summary>
    public string Touched(string name) => _touched + name;

    /// <summary>The names of the files that commands did make; each is told once.</summary>
    public IReadOnlyList<string> TakeTouched()
    {
        var files = Directory.GetFiles(Folder, "touched-*");
        foreach (var file in files)
            File.Delete(file);
        return [.. files.Select(file => file[_touched.Length..])];
    }

    public ValueTask DisposeAsync() => Listener.DisposeAsync();
}
