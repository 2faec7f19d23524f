using System.Text;

namespace Lighthouse.Benchmarks.Http;

/// <summary>Whole HTTP requests in a file, so that the generator does nothing but send them.</summary>
internal static class PreparedRequests
{
    public static byte[] Post(string path, string token, string userAgent, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {userAgent}\r\nAuthorization: Bearer {token}\r\n" +
        $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static void Write(string path, IEnumerable<byte[]> requests)
    {
        using var writer = new BinaryWriter(File.Create(path));
        foreach (var request in requests)
        {
            writer.Write(request.Length);
            writer.Write(request);
        }
    }

    public static IReadOnlyList<byte[]> Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var requests = new List<byte[]>();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
            requests.Add(reader.ReadBytes(reader.ReadInt32()));
        return requests;
    }
}
