using System.Text;
using System.Text.Json;
using Lighthouse.Security.OpenApi;

namespace Lighthouse.Instruments.Tests.Security.OpenApi;

public sealed class SwaggerTwoTests
{
    private const string Description = """
        {"swagger":"2.0","basePath":"/api/v2/","consumes":["application/json"],"security":[{"key":[]}],
         "securityDefinitions":{"key":{"type":"apiKey","in":"query","name":"k"}},
         "parameters":{"Limit":{"name":"limit","in":"query","required":true,"type":"integer","minimum":5}},
         "paths":{
          "/open":{"get":{"security":[]}},
          "/things/{id}":{"parameters":[{"name":"id","in":"path","required":true,"type":"string","x-example":"seven"}],
            "get":{"parameters":[{"$ref":"#/parameters/Limit"},{"name":"kind","in":"query","type":"string","enum":["a","b"]}]},
            "put":{"parameters":[{"name":"thing","in":"body","schema":{"$ref":"#/definitions/Thing"}},{"name":"id","in":"path","required":true,"type":"string","default":"eight"}]}},
          "/forms":{"post":{"consumes":["multipart/form-data"],"parameters":[{"name":"file","in":"formData","type":"file"}]}}},
         "definitions":{"Thing":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":9}}}}}
        """;

    [Fact]
    public void Operations_stand_below_the_base_path_and_only_what_says_so_is_public()
    {
        var description = OpenApiReader.Read(Description);
        Assert.Equal(
            [("GET /api/v2/open", true), ("GET /api/v2/things/{id}", false), ("PUT /api/v2/things/{id}", false), ("POST /api/v2/forms", false)],
            description.Operations.Select(operation => (operation.Id, operation.IsPublic)));
        Assert.True(description.TokenInQuery);
        Assert.False(description.TokenInCookie);
    }

    [Fact]
    public void Parameters_are_those_of_the_path_and_of_the_operation_with_their_schemas()
    {
        var operations = OpenApiReader.Read(Description).Operations;
        Assert.Equal([new OpenApiParameter("id", true, "seven"), new OpenApiParameter("limit", false, "5")], operations[1].Parameters);
        Assert.Equal([new OpenApiParameter("kind", false, "a")], operations[1].OptionalParameters);
        Assert.Equal([new OpenApiParameter("id", true, "eight")], operations[2].Parameters);
    }

    [Fact]
    public void A_body_follows_its_definition_and_a_form_is_no_json()
    {
        var operations = OpenApiReader.Read(Description).Operations;
        using var body = JsonDocument.Parse(operations[2].BodyExample!);
        Assert.Equal(9, body.RootElement.GetProperty("name").GetString()!.Length);
        Assert.Null(operations[1].BodyExample);
        Assert.Null(operations[3].BodyExample);
    }

    [Fact]
    public void A_small_description_that_unfolds_to_a_large_one_is_refused()
    {
        var operations = string.Join(',', Enumerable.Range(0, 900).Select(number => $"\"/p{number}\":" + """{"post":{"parameters":[{"$ref":"#/parameters/Large"}]}}"""));
        var description = $"{{\"swagger\":\"2.0\",\"paths\":{{{operations}}},\"parameters\":{{\"Large\":{{\"name\":\"b\",\"in\":\"body\",\"schema\":{{\"type\":\"string\",\"description\":\"{new string('x', 100_000)}\"}}}}}}}}";
        Assert.StartsWith("LHS5107", Assert.Throws<OpenApiException>(() => OpenApiReader.Read(description)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_disturbed_description_is_read_or_refused()
    {
        var random = new Random(417);
        for (var time = 0; time < 3_000; time++)
        {
            var text = new StringBuilder(Description);
            for (var change = random.Next(1, 6); change > 0; change--)
                text[random.Next(text.Length)] = (char)random.Next(32, 0xE000);
            try
            {
                Assert.NotEmpty(OpenApiReader.Read(text.ToString()).Operations);
            }
            catch (OpenApiException)
            {
                // Refused.
            }
        }
    }
}
