using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

public class SaeKindsTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("1.3.22")]
    [InlineData(new long[] { 6, 3 }, 5, 2, false)]
    [InlineData(new long[] { 1, 2 }, 3, 1, false)]
    [InlineData(new long[] { 2, 4, 3 }, 6, 4, true)]
    [InlineData(new long[] { 5, 4 }, 5, 5, false)]
    [InlineData(new long[] { 3 }, 7, 2, false)]
    public void OnlyTheLargest(long[] shape, long latents, int count, bool view)
    {
        using var sae = new TopKSae(shape[^1], latents, count);
        Some.Fill(sae);
        var x = Some.Numbers(view, shape);
        using var unchanged = Inputs.MustStayUnchanged([x, .. sae.parameters()]);
        var read = (x - sae.b_dec).matmul(sae.W_enc) + sae.b_enc;
        var ofItem = Kept(read, read.sort(-1, descending: true).Values.narrow(-1, count - 1, 1));
        var least = Kept(read, read.sort(-1).Values.narrow(-1, count - 1, 1), least: true);
        var largest = read.abs();
        var bySize = read * largest.ge(largest.sort(-1, descending: true).Values.narrow(-1, count - 1, 1));
        var axes = string.Join(' ', shape[..^1].Select((_, i) => $"axis{i}").Append("latent"));
        sae.Encode(x).Should().BeCloseTo(ofItem.clamp(0), Tolerance, axes, mistakes:
        [
            ("what is below 0 stays, though a latent never is", ofItem),
            ("all that are above 0 were kept, not only the k largest", read.clamp(0)),
            ("the smallest were kept", least.clamp(0)),
            ("the smallest were kept", least),
            ("the largest without their signs were kept", bySize),
            ("the largest without their signs were kept", bySize.clamp(0)),
            ("the largest without their signs were kept", bySize.abs()),
            ("what is kept became 1; it stays as large as it was read", ofItem.gt(0).to(float32)),
            .. shape.Length == 2 && count <= shape[0]
                ? [("the k largest of each latent were kept; take those of each item",
                    (read * read.ge(read.sort(0, descending: true).Values.narrow(0, count - 1, 1))).clamp(0))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseFact("1.3.22")]
    public void WhatIsKeptIsTaught()
    {
        using var sae = new TopKSae(3, 5, 2);
        Some.Fill(sae);
        var x = Some.Numbers(false, 4, 3);
        var reading = sae.W_enc.detach().clone().requires_grad_();
        var read = (x - sae.b_dec.detach()).matmul(reading) + sae.b_enc.detach();
        Kept(read, read.sort(-1, descending: true).Values.narrow(-1, 1, 1)).clamp(0).square().sum().backward();
        sae.Encode(x).square().sum().backward();
        sae.W_enc.Should().HaveGradient(reading.grad!, 1e-3, axes: "d_in latent");
    }

    [ExerciseFact("1.3.22", TimeLimit = 60)]
    public void TopKFindsThePlantedDirections() =>
        Planted.ShareFound(new TopKSae(Planted.Dimensions, 2 * Planted.Features, 1), seed: 0)
            .Should().BeGreaterThanOrEqualTo(Planted.Most);

    [ExerciseTheory("1.3.23")]
    [InlineData(new long[] { 6, 3 }, 5, false)]
    [InlineData(new long[] { 1, 2 }, 1, false)]
    [InlineData(new long[] { 2, 4, 3 }, 3, true)]
    [InlineData(new long[] { 4 }, 6, false)]
    public void StrengthWhereTheGateIsOpen(long[] shape, long latents, bool view)
    {
        using var sae = new GatedSae(shape[^1], latents, 0.1);
        Some.Fill(sae, scale: 0.8);
        var x = 2 * Some.Numbers(view, shape);
        using var unchanged = Inputs.MustStayUnchanged([x, .. sae.parameters()]);
        var bare = (x - sae.b_dec).matmul(sae.W_enc);
        var isOpen = (bare + sae.b_enc).gt(0);
        var strength = (sae.r_mag.exp() * bare + sae.b_mag).clamp(0);
        var axes = string.Join(' ', shape[..^1].Select((_, i) => $"axis{i}").Append("latent"));
        sae.Encode(x).Should().BeCloseTo(where(isOpen, strength, 0), Tolerance, axes, mistakes:
        [
            ("the gate is missing: this is the strength alone", strength),
            ("the gate is open where it should be closed", where(isOpen, 0, strength)),
            ("the gate's reading was returned", (bare + sae.b_enc).clamp(0)),
            ("the strength has a ReLU of its own", where(isOpen, sae.r_mag.exp() * bare + sae.b_mag, 0)),
            ("r_mag is the logarithm of the factor", where(isOpen, (sae.r_mag * bare + sae.b_mag).clamp(0), 0)),
            ("the gate's bias belongs to the gate only",
                where(isOpen, (sae.r_mag.exp() * (bare + sae.b_enc) + sae.b_mag).clamp(0), 0)),
            ("the strength's bias is missing", where(isOpen, (sae.r_mag.exp() * bare).clamp(0), 0)),
            ("the strength's bias is not multiplied by the factor",
                where(isOpen, (sae.r_mag.exp() * (bare + sae.b_mag)).clamp(0), 0)),
            ("the gate says only yes or no; it does not multiply",
                where(isOpen, strength * (bare + sae.b_enc), 0)),
            ("the gate has its own bias, b_enc", where(bare.gt(0), strength, 0)),
        ]);
    }

    [ExerciseFact("1.3.23")]
    public void AGateThatReadsNothingIsClosed()
    {
        using var sae = new GatedSae(2, 3, 0.1);
        Some.Fill((sae.W_enc, tensor(new float[,] { { 1, 0, -1 }, { 0, 1, 0 } })), (sae.b_mag, full(3, 0.5f)));
        sae.Encode(tensor(new float[,] { { 2, 0 } })).Should().BeCloseTo(
            tensor(new float[,] { { 2.5f, 0, 0 } }), Tolerance, axes: "item latent");
    }

    [ExerciseTheory("1.3.24")]
    [InlineData(5, 3, 4, 0.3)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(8, 4, 4, 0.1)]
    public void ThreeTerms(long items, long inputs, long latents, double penalty)
    {
        using var sae = new GatedSae(inputs, latents, penalty);
        Some.Fill(sae, scale: 0.7);
        var x = Some.Numbers(false, items, inputs);
        using var unchanged = Inputs.MustStayUnchanged([x, .. sae.parameters()]);
        var p = Copies(sae);
        var (error, sparsity, ofGate) = Terms(x, p, detached: true);
        var wanted = error + penalty * sparsity + ofGate;
        sae.Loss(x).Should().BeCloseTo(wanted.detach(), 1e-3, axes: "", mistakes:
        [
            ("the second reconstruction is missing", (error + penalty * sparsity).detach()),
            ("the penalty is missing", (error + ofGate).detach()),
            ("the penalty plays no part", (error + sparsity + ofGate).detach()),
            ("the error of the latents themselves is missing", (penalty * sparsity + ofGate).detach()),
            ("the items were added up; average them", items * wanted.detach()),
            ("the penalty is on the gate's reading, not on the latents",
                (error + penalty * Encoded(x, p).sum() / items + ofGate).detach()),
        ]);
    }

    [ExerciseFact("1.3.24")]
    public void TheGateIsTaughtAndTheDecoderLeftInPeace()
    {
        using var sae = new GatedSae(3, 4, 0.3);
        Some.Fill(sae, scale: 0.7);
        var x = Some.Numbers(false, 9, 3);
        var (p, moved, readerToo) = (Copies(sae), Copies(sae), Copies(sae));
        Sum(Terms(x, p, detached: true)).backward();
        Sum(Terms(x, moved, detached: false)).backward();
        sae.Loss(x).backward();
        const string decoder = "the second reconstruction moves the decoder, which it must not: `detach()` it there";
        sae.W_dec.Should().HaveGradient(p[2].grad!, 2e-3, axes: "latent d_in", mistakes: [(decoder, moved[2].grad!)]);
        sae.b_dec.Should().HaveGradient(p[3].grad!, 2e-3, axes: "d_in", mistakes: [(decoder, moved[3].grad!)]);
        sae.W_enc.Should().HaveGradient(p[0].grad!, 2e-3, axes: "d_in latent");
        sae.b_enc.Should().HaveGradient(p[1].grad!, 2e-3, axes: "latent");
        sae.r_mag.Should().HaveGradient(p[4].grad!, 2e-3, axes: "latent");
        sae.b_mag.Should().HaveGradient(p[5].grad!, 2e-3, axes: "latent");

        Tensor Sum((Tensor Error, Tensor Sparsity, Tensor OfGate) terms) =>
            terms.Error + 0.3 * terms.Sparsity + terms.OfGate;
    }

    [ExerciseFact("1.3.24", TimeLimit = 60)]
    public void GatesFindThePlantedDirections() =>
        Planted.ShareFound(new GatedSae(Planted.Dimensions, 2 * Planted.Features, 0.8), seed: 0)
            .Should().BeGreaterThanOrEqualTo(Planted.Most);

    // All numbers are exact in binary, so that it shows what happens on the borders.
    [ExerciseTheory("1.3.25")]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public void AStepAndItsGradient(double width)
    {
        var (z, threshold, weights) = OnTheBorders();
        using var unchanged = Inputs.MustStayUnchanged(z, threshold);
        var step = StraightThrough.Step(z, threshold, width);
        step.Should().BeCloseTo(z.gt(threshold).to(float32).detach(), 0, axes: "item latent", mistakes:
        [
            ("at the threshold itself it is 0", z.ge(threshold).to(float32).detach()),
            ("it is 1 below the threshold, and should be above", z.lt(threshold).to(float32).detach()),
            ("z itself goes through; this is 1 above the threshold", (z * z.gt(threshold)).detach()),
        ]);
        step.requires_grad.Should().BeTrue("a gradient has to reach the threshold; a comparison alone has none");
        (step * weights).sum().backward();
        var inWindow = (z - threshold).abs().lt(width / 2).to(float32).detach();
        var slope = -(inWindow / width * weights).sum(dim: 0);
        threshold.Should().HaveGradient(slope, Tolerance, axes: "latent", mistakes:
        [
            ("a higher threshold lets less through: the sign is the other way round", -slope),
            ("the slope in the window is 1/ε", slope * width),
            ("the window reaches ε/2 to each side, not ε",
                -((z - threshold).abs().lt(width).to(float32).detach() / width * weights).sum(dim: 0)),
            ("on the border of the window there is no gradient any more",
                -((z - threshold).abs().le(width / 2).to(float32).detach() / width * weights).sum(dim: 0)),
            ("this is the gradient of JumpReLU", slope * threshold.detach()),
            ("everything moves the threshold; only what is in the window should", -(weights / width).sum(dim: 0)),
        ]);
        Assert.True(z.grad is null || z.grad.count_nonzero().item<long>() == 0, "No gradient reaches z.");
    }

    [ExerciseFact("1.3.25")]
    public void StepsOfMoreAxes()
    {
        var z = Some.Numbers(true, 2, 3, 4);
        var threshold = tensor(new float[] { -0.5f, 0, 0.5f, 1 }, requires_grad: true);
        var step = StraightThrough.Step(z, threshold, 0.75);
        step.Should().BeCloseTo(z.gt(threshold).to(float32), Tolerance, axes: "text position latent");
        step.sum().backward();
        threshold.Should().HaveGradient(
            -(z - threshold).abs().lt(0.375).to(float32).sum([0, 1]) / 0.75, Tolerance, axes: "latent");
    }

    [ExerciseTheory("1.3.26")]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public void AJumpAndItsGradients(double width)
    {
        var (z, threshold, weights) = OnTheBorders();
        using var unchanged = Inputs.MustStayUnchanged(z, threshold);
        var jumped = StraightThrough.JumpRelu(z, threshold, width);
        jumped.Should().BeCloseTo((z * z.gt(threshold)).detach(), 0, axes: "item latent", mistakes:
        [
            ("at the threshold itself it is 0", (z * z.ge(threshold)).detach()),
            ("the threshold was taken off; what is above it stays as large as it is",
                (z - threshold).clamp(0).detach()),
            ("this is 1 above the threshold; z itself should go through", z.gt(threshold).to(float32).detach()),
            ("this is the ReLU: the threshold plays no part", z.clamp(0).detach()),
        ]);
        (jumped * weights).sum().backward();
        var inWindow = (z - threshold).abs().lt(width / 2).to(float32).detach();
        var slope = -(threshold * inWindow / width * weights).sum(dim: 0).detach();
        z.Should().HaveGradient((weights * z.gt(threshold)).detach(), Tolerance, axes: "item latent", mistakes:
            [("it flows through everywhere; it should where z is above the threshold", weights)]);
        threshold.Should().HaveGradient(slope, Tolerance, axes: "latent", mistakes:
        [
            ("a higher threshold lets less through: the sign is the other way round", -slope),
            ("this is the gradient of the step: here it jumps by θ, not by 1", slope / threshold.detach()),
            ("the slope in the window is θ/ε", slope * width),
            ("it jumps by θ; z plays no part in the slope", -(z * inWindow / width * weights).sum(dim: 0).detach()),
            ("the window reaches ε/2 to each side, not ε", -(threshold
                * (z - threshold).abs().lt(width).to(float32) / width * weights).sum(dim: 0).detach()),
            ("on the border of the window there is no gradient any more", -(threshold
                * (z - threshold).abs().le(width / 2).to(float32) / width * weights).sum(dim: 0).detach()),
        ]);
    }

    [ExerciseTheory("1.3.27")]
    [InlineData(6, 3, 5, 0.3, 0.2)]
    [InlineData(1, 2, 2, 2, 0.5)]
    [InlineData(7, 4, 4, 0.05, 0.1)]
    public void EachLatentCostsTheSame(long items, long inputs, long latents, double penalty, double threshold)
    {
        using var sae = new JumpReluSae(inputs, latents, penalty, threshold, width: 0.4);
        Some.Fill(
            (sae.W_enc, Some.Numbers(1, false, inputs, latents)), (sae.b_enc, 0.2 * Some.Numbers(2, false, latents)));
        var x = Some.Numbers(false, items, inputs);
        using var unchanged = Inputs.MustStayUnchanged([x, .. sae.parameters()]);
        var read = (x - sae.b_dec).matmul(sae.W_enc) + sae.b_enc;
        var isThere = read.gt(threshold);
        var error = (x - (read * isThere).matmul(sae.W_dec) - sae.b_dec).square().sum() / items;
        var wanted = error + penalty * isThere.sum() / items;
        sae.Loss(x).Should().BeCloseTo(wanted.detach(), 1e-3, axes: "", mistakes:
        [
            ("the penalty is on how large the latents are; count them",
                (error + penalty * (read * isThere).sum() / items).detach()),
            ("this counts what is above 0; the threshold is higher",
                (error + penalty * read.gt(0).sum() / items).detach()),
            ("log_threshold was taken for the threshold",
                (error + penalty * read.gt(Math.Log(threshold)).sum() / items).detach()),
            ("the penalty is missing", error.detach()),
            ("the penalty plays no part", (error + isThere.sum() / items).detach()),
            ("the items were added up; average them", wanted.detach() * items),
            ("the latents were averaged; count them", (error + penalty * isThere.to(float32).mean()).detach()),
        ]);
    }

    [ExerciseFact("1.3.27")]
    public void ThresholdsLearnFromBothTerms()
    {
        const double width = 0.5;
        using var sae = new JumpReluSae(3, 4, 0.7, 0.3, width);
        Some.Fill((sae.W_enc, Some.Numbers(1, false, 3, 4)));
        var x = Some.Numbers(false, 12, 3);
        sae.Loss(x).backward();
        using var off = no_grad();
        var read = x.matmul(sae.W_enc);
        var inWindow = (read - 0.3).abs().lt(width / 2) / width;
        // The slope of the error with respect to each latent, and of the latent with respect to its threshold.
        var latents = read * read.gt(0.3);
        var ofLatents = 2 * (latents.matmul(sae.W_dec) - x).matmul(sae.W_dec.t());
        var count = -0.7 * inWindow;
        var wanted = 0.3 * (ofLatents * (-0.3 * inWindow) + count).mean([0]);
        sae.log_threshold.Should().HaveGradient(wanted, 1e-3, axes: "latent", mistakes:
        [
            ("the number of latents teaches the thresholds nothing: a comparison has no gradient",
                0.3 * (ofLatents * (-0.3 * inWindow)).mean([0])),
        ]);
    }

    [ExerciseFact("1.3.27", TimeLimit = 60)]
    public void JumpsFindThePlantedDirections() =>
        Planted.ShareFound(new JumpReluSae(Planted.Dimensions, 2 * Planted.Features, 0.1), seed: 0)
            .Should().BeGreaterThanOrEqualTo(Planted.Most);

    private static (Tensor Z, Tensor Threshold, Tensor Weights) OnTheBorders()
    {
        var z = tensor(new float[,]
        {
            { -1, 0.5f, 2.25f }, { 0.5f, 0.25f, 1.75f }, { 0.625f, 1, 2 }, { 0.75f, 0.4375f, 2.125f },
            { 0.375f, 0.53125f, 1.9375f }, { 0.6875f, 3, 1.890625f }, { 4, 0.625f, 2.0625f },
        }, requires_grad: true);
        var weights = arange(1, 22, dtype: float32).reshape(7, 3);
        return (z, tensor(new float[] { 0.5f, 0.5f, 2 }, requires_grad: true), weights);
    }

    private static Tensor Kept(Tensor read, Tensor last, bool least = false) =>
        read * (least ? read.le(last) : read.ge(last));

    private static Tensor[] Copies(GatedSae sae) =>
        [.. new[] { sae.W_enc, sae.b_enc, sae.W_dec, sae.b_dec, sae.r_mag, sae.b_mag }
            .Select(x => x.detach().clone().requires_grad_())];

    private static Tensor Encoded(Tensor x, Tensor[] p)
    {
        var bare = (x - p[3]).matmul(p[0]);
        return where((bare + p[1]).gt(0), (p[4].exp() * bare + p[5]).clamp(0), 0);
    }

    private static (Tensor Error, Tensor Sparsity, Tensor OfGate) Terms(Tensor x, Tensor[] p, bool detached)
    {
        var items = x.shape[0];
        var gate = ((x - p[3]).matmul(p[0]) + p[1]).clamp(0);
        var (directions, offset) = detached ? (p[2].detach(), p[3].detach()) : (p[2], p[3]);
        return (
            (x - Encoded(x, p).matmul(p[2]) - p[3]).square().sum() / items,
            gate.sum() / items,
            (x - gate.matmul(directions) - offset).square().sum() / items);
    }
}
