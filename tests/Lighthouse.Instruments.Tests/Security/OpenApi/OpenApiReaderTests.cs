using System.Text;
using System.Text.Json;
using Lighthouse.Security.OpenApi;

namespace Lighthouse.Instruments.Tests.Security.OpenApi;

public sealed class OpenApiReaderTests
{
    private const string Description = """
        {"openapi":"3.0.3","security":[{"session":[]}],
         "paths":{
          "/open":{"get":{"security":[]},"post":{"security":[{},{"session":[]}]}},
          "/said":{"get":{"security":[{"session":[]}]}},
          "/things/{id}":{"parameters":[{"$ref":"#/components/parameters/Id"}],
             "put":{"parameters":[{"name":"limit","in":"query","required":true,"schema":{"type":"integer","minimum":5}},{"name":"optional","in":"query","schema":{"type":"string"}}],
                    "requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Thing"}}}}}}},
         "components":{
          "parameters":{"Id":{"name":"id","in":"path","required":true,"example":"seven"}},
          "securitySchemes":{"session":{"type":"http","scheme":"bearer"}},
          "schemas":{"Thing":{"type":"object","required":["name","kind","tags","inner","size"],"properties":{
            "name":{"type":"string","minLength":10,"maxLength":10},"kind":{"enum":["a","b"]},
            "tags":{"type":"array","minItems":2,"items":{"type":"boolean"}},"size":{"type":["null","number"]},
            "inner":{"allOf":[{"type":"object","required":["x"],"properties":{"x":{"default":3}}},{"type":"object","required":["again"],"properties":{"again":{"$ref":"#/components/schemas/Loop"}}}]},
            "notRequired":{"type":"string"}}},
           "Loop":{"type":"object","required":["loop"],"properties":{"loop":{"$ref":"#/components/schemas/Loop"}}}}}}
        """;

    [Fact]
    public void Only_what_says_so_is_public()
    {
        var description = OpenApiReader.Read(Description);
        Assert.Equal(
            [("GET /open", true), ("POST /open", true), ("GET /said", false), ("PUT /things/{id}", false)],
            description.Operations.Select(operation => (operation.Id, operation.IsPublic)));
        Assert.False(OpenApiReader.Read("""{"openapi":"3.1.0","paths":{"/a":{"get":{}}}}""").Operations.Single().IsPublic);
    }

    [Fact]
    public void Parameters_and_bodies_follow_their_schemas()
    {
        var operation = OpenApiReader.Read(Description).Operations[^1];
        Assert.Equal([new OpenApiParameter("id", true, "seven"), new OpenApiParameter("limit", false, "5")], operation.Parameters);

        using var body = JsonDocument.Parse(operation.BodyExample!);
        Assert.Equal(10, body.RootElement.GetProperty("name").GetString()!.Length);
        Assert.Equal("a", body.RootElement.GetProperty("kind").GetString());
        Assert.Equal(2, body.RootElement.GetProperty("tags").GetArrayLength());
        Assert.Equal(JsonValueKind.Number, body.RootElement.GetProperty("size").ValueKind);
        Assert.Equal(3, body.RootElement.GetProperty("inner").GetProperty("x").GetInt32());
        Assert.False(body.RootElement.TryGetProperty("notRequired", out _));
    }

    [Theory]
    [InlineData("", "LHS5102")]
    [InlineData("{", "LHS5102")]
    [InlineData("[]", "LHS5103")]
    [InlineData("""{"swagger":"2.0"}""", "LHS5105")]
    [InlineData("""{"swagger":"1.2","paths":{"/a":{"get":{}}}}""", "LHS5103")]
    [InlineData("""{"openapi":"3.1.0","paths":{}}""", "LHS5105")]
    [InlineData("""{"openapi":"3.1.0","paths":{"/a\r\nX: y":{"get":{}}}}""", "LHS5106")]
    [InlineData("""{"openapi":"3.1.0","paths":{"a":{"get":{}}}}""", "LHS5106")]
    public void What_cannot_be_used_is_an_error_and_never_an_empty_description(string json, string code) =>
        Assert.StartsWith(code, Assert.Throws<OpenApiException>(() => OpenApiReader.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Depth_size_and_circles_are_bounded()
    {
        Assert.Throws<OpenApiException>(() => OpenApiReader.Read(new string('[', 100_000)));
        Assert.Throws<OpenApiException>(() => OpenApiReader.Read(new string(' ', 6_000_000)));

        // Ten children at each of twenty levels would be 10^20 nodes.
        var wide = """
            {"openapi":"3.1.0","paths":{"/a":{"post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/s"}}}}}}},
             "s":{"type":"array","minItems":10,"items":{"$ref":"#/s"}}}
            """;
        Assert.InRange(OpenApiReader.Read(wide).Operations.Single().BodyExample!.Length, 1, 100_000);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10).Select(_ => Random.Shared.Next())];

    [Theory, MemberData(nameof(Seeds))]
    public void Damaged_descriptions_are_read_or_refused_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var text = new StringBuilder(Description);
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var place = random.Next(text.Length);
                if (random.Next(2) == 0)
                    text.Remove(place, Math.Min(random.Next(1, 20), text.Length - place));
                else
                    text.Insert(place, "{}[]\",:\\u0d800139.#/$ref"[random.Next(24)]);
            }

            try
            {
                Assert.NotEmpty(OpenApiReader.Read(text.ToString()).Operations);
            }
            catch (OpenApiException exception)
            {
                Assert.StartsWith("LHS51", exception.Message, StringComparison.Ordinal);
            }
        }
    }
}
