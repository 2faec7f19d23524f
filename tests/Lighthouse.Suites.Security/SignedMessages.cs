using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.HmacForgery;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>What is signed on the way to the bridge: session tokens, the proofs that open sessions, and answers to questions.</summary>
internal sealed class SignedMessages(AttackIdentities identities)
{
    private const string Data = """{"go":false}""";

    public async Task<SignedMessage> TokenAsync(CancellationToken cancellation)
    {
        var (session, other) = (await identities.SessionAsync("agent", cancellation), await identities.SessionAsync("agent", cancellation));
        var (token, foreign) = (session.Token.Split(':'), other.Token.Split(':'));
        return new SignedMessage
        {
            Name = "session token",
            Parts = [new("session", token[0], foreign[0]), new("agent", token[1], foreign[1], "admin"), new("time", token[2], Later(token[2]))],
            Signature = token[3],
            SignedText = string.Join(':', token[..3]),
            OtherSignatures = new Dictionary<string, string> { ["of another session's token"] = foreign[3] },
            Build = (values, signature) => new RawRequest("GET", "/event/query?limit=1").With("Authorization", $"Bearer {string.Join(':', values)}:{signature}"),
            Secrets = [session.Token, other.Token],
        };
    }

    public async Task<SignedMessage> ProofAsync(CancellationToken cancellation)
    {
        var (agent, other) = (await identities.AgentAsync("agent", cancellation), await identities.AgentAsync("agent", cancellation));
        var (now, nonce) = (DateTimeOffset.UtcNow, SessionProof.FreshNonce());
        var proof = SessionProof.Create(agent.AgentId, agent.Secret, now, nonce);
        var time = proof.Timestamp.ToString(CultureInfo.InvariantCulture);
        return new SignedMessage
        {
            Name = "session proof",
            Parts = [new("agent", agent.AgentId, other.AgentId, "admin"), new("time", time, Later(time)), new("nonce", nonce, SessionProof.FreshNonce())],
            Signature = proof.Signature,
            SignedText = $"{agent.AgentId}\n{time}\n{nonce}",
            OtherSignatures = new Dictionary<string, string>
            {
                ["with another agent's secret"] = SessionProof.Create(agent.AgentId, other.Secret, now, nonce).Signature,
                ["with the agent's name"] = SessionProof.Create(agent.AgentId, agent.AgentId, now, nonce).Signature,
            },
            Build = BuildProof,
            Secrets = [agent.Secret, other.Secret],
        };
    }

    public async Task<SignedMessage> AnswerAsync(CancellationToken cancellation)
    {
        var (asker, other) = (await identities.SessionAsync("agent", cancellation), await identities.AgentAsync("agent", cancellation));
        // Its role's limit lets all forgeries through to the check that is attacked.
        var target = await identities.SessionAsync("admin", cancellation);
        await asker.CreateElicitationAsync(target.AgentId, "Go?", new { type = "object" }, TimeSpan.FromMinutes(30), cancellation: cancellation);
        var question = Assert.Single(await target.PendingAsync(cancellation));
        var genuine = JsonNode.Parse(target.PrepareResponse(question, ResponseType.Accept, JsonElement.Parse(Data)).ToRaw().Body!)!;
        return new SignedMessage
        {
            Name = "answer",
            Parts =
            [
                new("data", Data, """{"go":true}""", "null"), new("elicitation_id", question.Id), new("nonce", question.Nonce),
                new("responding_agent", target.AgentId, asker.AgentId), new("response_type", "accept", "decline", "cancel"),
            ],
            Signature = genuine["signature"]!.GetValue<string>(),
            SignedText = $$"""{"data":{{Data}},"elicitation_id":"{{question.Id}}","nonce":"{{question.Nonce}}","responding_agent":"{{target.AgentId}}","response_type":"accept"}""",
            OtherSignatures = new Dictionary<string, string>
            {
                ["with another agent's secret"] = ElicitationSigner.SignResponse(other.Secret, question.Id, target.AgentId, "accept", JsonElement.Parse(Data), question.Nonce),
                ["of the question itself"] = question.Signature,
            },
            Build = (values, signature) => BuildAnswer(target, values, signature),
            Secrets = [target.Token, question.Nonce, other.Secret],
        };
    }

    private static RawRequest BuildProof(IReadOnlyList<string> values, string signature)
    {
        var time = values[1].Length > 0 && values[1].All(char.IsAsciiDigit) ? values[1] : JsonSerializer.Serialize(values[1]);
        var body = $$$"""
            {"agent_id":{{{JsonSerializer.Serialize(values[0])}}},"ip_address":"127.0.0.1","user_agent":"-",
             "credential":{"timestamp":{{{time}}},"nonce":{{{JsonSerializer.Serialize(values[2])}}},"signature":{{{JsonSerializer.Serialize(signature)}}}}}
            """;
        return new RawRequest("POST", "/session/create") { Body = body };
    }

    private static RawRequest BuildAnswer(BridgeSession session, IReadOnlyList<string> values, string signature)
    {
        var body = $$"""
            {"data":{{values[0]}},"elicitation_id":{{JsonSerializer.Serialize(values[1])}},"nonce":{{JsonSerializer.Serialize(values[2])}},
             "responding_agent":{{JsonSerializer.Serialize(values[3])}},"response_type":{{JsonSerializer.Serialize(values[4])}},"signature":{{JsonSerializer.Serialize(signature)}}}
            """;
        return new RawRequest("POST", "/elicitation/respond") { Body = body }.With("Authorization", $"Bearer {session.Token}");
    }

    private static string Later(string seconds) => (long.Parse(seconds, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
}
