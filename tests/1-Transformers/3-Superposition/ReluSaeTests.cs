using Arena.Testing;

namespace Arena.Transformers.Superposition;

public class ReluSaeTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("1.3.15")]
    [InlineData(new long[] { 4, 3 }, 5, false, false)]
    [InlineData(new long[] { 4, 3 }, 5, true, false)]
    [InlineData(new long[] { 1, 2 }, 1, false, false)]
    [InlineData(new long[] { 2, 5, 3 }, 3, true, true)]
    [InlineData(new long[] { 2, 5, 3 }, 3, false, true)]
    [InlineData(new long[] { 3 }, 4, false, false)]
    public void WhatTheLatentsAre(long[] shape, long latents, bool isTied, bool view)
    {
        using var sae = new ReluSae(shape[^1], latents, 0.1, isTied);
        Some.Fill(sae);
        var x = Some.Numbers(view, shape);
        using var unchanged = Inputs.MustStayUnchanged([x, .. sae.parameters()]);
        var reading = isTied ? sae.W_dec.transpose(0, 1) : sae.W_enc;
        var other = isTied ? sae.W_enc : sae.W_dec.transpose(0, 1);
        var pre = (x - sae.b_dec).matmul(reading) + sae.b_enc;
        var axes = string.Join(' ', shape[..^1].Select((_, i) => $"axis{i}").Append("latent"));
        sae.Encode(x).Should().BeCloseTo(pre.clamp(0), Tolerance, axes, mistakes:
        [
            ("the ReLU is missing: latents are never below 0", pre),
            ("the decoder's bias was not taken off", (x.matmul(reading) + sae.b_enc).clamp(0)),
            ("the decoder's bias was added", ((x + sae.b_dec).matmul(reading) + sae.b_enc).clamp(0)),
            ("the encoder's bias is missing", (pre - sae.b_enc).clamp(0)),
            ("the encoder's bias was added after the ReLU", (pre - sae.b_enc).clamp(0) + sae.b_enc),
            (isTied
                ? "the weights are tied: each latent reads the direction that it writes"
                : "the weights are not tied: W_enc is there to read with",
                ((x - sae.b_dec).matmul(other) + sae.b_enc).clamp(0)),
        ]);
    }

    [ExerciseTheory("1.3.16")]
    [InlineData(4, 3, 5, 0.3)]
    [InlineData(1, 2, 2, 0.1)]
    [InlineData(6, 4, 4, 2)]
    [InlineData(5, 2, 3, 0)]
    public void ErrorAndPenalty(long items, long inputs, long latents, double penalty)
    {
        using var sae = new ReluSae(inputs, latents, penalty);
        Some.Fill(sae);
        var x = Some.Numbers(false, items, inputs);
        using var unchanged = Inputs.MustStayUnchanged([x, .. sae.parameters()]);
        var found = ((x - sae.b_dec).matmul(sae.W_enc) + sae.b_enc).clamp(0);
        var errors = (x - (found.matmul(sae.W_dec) + sae.b_dec)).pow(2);
        var wanted = errors.sum() / items + penalty * found.sum() / items;
        sae.Loss(x).Should().BeCloseTo(wanted, 1e-4, axes: "", mistakes:
        [
            ("the squared errors were averaged over the dimensions; add them up",
                errors.mean() + penalty * found.sum() / items),
            ("the latents were averaged; add them up", errors.sum() / items + penalty * found.mean()),
            ("the items were added up; average them", wanted * items),
            ("the penalty is missing", errors.sum() / items),
            ("the penalty plays no part", errors.sum() / items + found.sum() / items),
            ("the latents were squared", errors.sum() / items + penalty * found.square().sum() / items),
            ("this counts the latents; add up how large they are",
                errors.sum() / items + penalty * found.gt(0).sum() / items),
            ("the penalty lowers the loss", errors.sum() / items - penalty * found.sum() / items),
        ]);
    }

    [ExerciseFact("1.3.16")]
    public void TheLossTeachesEveryWeight()
    {
        using var sae = new ReluSae(3, 4, 0.2);
        Some.Fill(sae);
        var x = Some.Numbers(false, 8, 3);
        var copies = new[] { sae.W_enc, sae.b_enc, sae.W_dec, sae.b_dec }
            .Select(p => p.detach().clone().requires_grad_()).ToArray();
        var found = ((x - copies[3]).matmul(copies[0]) + copies[1]).clamp(0);
        ((x - (found.matmul(copies[2]) + copies[3])).pow(2).sum() / 8 + 0.2 * found.sum() / 8).backward();
        sae.Loss(x).backward();
        sae.W_enc.Should().HaveGradient(copies[0].grad!, 1e-3, axes: "d_in latent");
        sae.b_enc.Should().HaveGradient(copies[1].grad!, 1e-3, axes: "latent");
        sae.W_dec.Should().HaveGradient(copies[2].grad!, 1e-3, axes: "latent d_in");
        sae.b_dec.Should().HaveGradient(copies[3].grad!, 1e-3, axes: "d_in");
    }
}
