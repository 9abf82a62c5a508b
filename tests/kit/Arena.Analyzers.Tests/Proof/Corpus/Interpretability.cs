// ## TSH1002 flow: A sparse autoencoder decodes with the encoder's weights
// run: Reconstruct(rand(8, 64), rand(64, 512), rand(512, 64))
public static Tensor Reconstruct(
    [Shape("batch d_in")] Tensor x, [Shape("d_in d_sae")] Tensor wEnc, [Shape("d_sae d_in")] Tensor wDec)
{
    var acts = x.matmul(wEnc).relu();
    return acts.matmul(wEnc); // wrong <-
    //+ return acts.matmul(wDec);
}

// ## TSH1009 flow: The decoder's bias is taken from the hidden activations
// run: new Sae(16, 64).call(rand(4, 16))
private sealed class Sae : nn.Module<Tensor, Tensor>
{
    private readonly Parameter wEnc, wDec, bEnc, bDec;

    public Sae(int dIn, int dSae) : base("sae")
    {
        wEnc = new Parameter(torch.randn(dIn, dSae));
        wDec = new Parameter(torch.randn(dSae, dIn));
        bEnc = new Parameter(torch.zeros(dSae));
        bDec = new Parameter(torch.zeros(dIn));
        RegisterComponents();
    }

    public override Tensor forward([Shape("batch d_in")] Tensor x)
    {
        var acts = (x.mm(wEnc) + bDec).relu(); // wrong <-
        //+ var acts = (x.mm(wEnc) + bEnc).relu();
        return acts.mm(wDec) + bDec;
    }
}

// ## TSH1002 flow: A linear probe, trained on d_model and used on the hidden layer
// run: Probe(rand(2, 5, 256))
public static Tensor Probe([Shape("batch seq 256")] Tensor hidden)
{
    var direction = torch.randn(64); // wrong
    //+ var direction = torch.randn(256);
    var unit = direction / direction.norm();
    return hidden.matmul(unit); // <-
}

// ## TSH1009 flow: IOI patching: the head's result is written over the whole stream
// run: Patch(rand(2, 5, 12, 64), rand(2, 5, 64))
public static Tensor Patch([Shape("2 5 12 64")] Tensor z, [Shape("2 5 64")] Tensor cleanHead)
{
    var mask = torch.zeros(12);
    mask[3] = 1;
    var keep = (1 - mask).unsqueeze(-1);
    return z * keep + cleanHead * mask.unsqueeze(-1); // wrong <-
    //+ return z * keep + cleanHead.unsqueeze(2) * mask.unsqueeze(-1);
}

// ## TSH2006|TSH2004 flow: The logit difference, with the directions still [2, d_model]
// run: LogitDifference(rand(8, 64), rand(2, 64))
public static Tensor LogitDifference([Shape("8 64")] Tensor final, [Shape("2 64")] Tensor directions)
{
    return Einsum("batch d, batch d -> batch", final, directions); // wrong <-
    //+ return Einsum("batch d, d -> batch", final, directions[0] - directions[1]);
}

// ## TSH1002 flow: Logit lens: the unembedding comes before the layers are averaged away
// run: Lens(rand(12, 5, 64), rand(64, 100))
public static Tensor Lens([Shape("layer seq d_model")] Tensor residual, [Shape("d_model d_vocab")] Tensor wU)
{
    var perToken = residual.permute(0, 2, 1); // wrong
    //+ var perToken = residual;
    return perToken.matmul(wU); // <-
}

// ## TSH1002: The direct path: W_E and W_U the wrong way round
// run: Direct(rand(50, 16), rand(16, 60))
public static Tensor Direct([Shape("d_vocab d_model")] Tensor wE, [Shape("d_model d_out")] Tensor wU)
{
    return wU.matmul(wE); // wrong <-
    //+ return wE.matmul(wU);
}

// ## TSH1002 flow: The OV circuit of one head, W_O before W_V
// run: Ov(rand(4, 64, 16), rand(4, 16, 64), rand(64, 50))
public static Tensor Ov(
    [Shape("head d_model d_head")] Tensor wV, [Shape("head d_head d_model")] Tensor wO,
    [Shape("d_model d_vocab")] Tensor wU)
{
    var (v, o) = (wV[2], wO[2]);
    var ov = o.mm(v); // wrong
    //+ var ov = v.mm(o);
    return ov.mm(wU); // <-
}

// ## TSH1002 flow: The QK circuit without a transpose
// run: Qk(rand(4, 64, 16), rand(4, 64, 16))
public static Tensor Qk([Shape("head d_model d_head")] Tensor wQ, [Shape("head d_model d_head")] Tensor wK)
{
    return wQ.bmm(wK); // wrong <-
    //+ return wQ.bmm(wK.transpose(1, 2));
}

// ## TSH1003|TSH1009 flow: Steering: the vector of one layer is added to the stack of all
// run: Steer(rand(12, 5, 64), rand(12, 64))
public static Tensor Steer([Shape("12 5 64")] Tensor stream, [Shape("12 64")] Tensor vectors)
{
    return stream + 3 * vectors; // wrong <-
    //+ return stream + 3 * vectors.unsqueeze(1);
}

// ## TSH1003 flow: Induction scores per head, averaged over the heads
// run: Scores(rand(2, 12, 5, 5))
[return: Shape("head")]
public static Tensor Scores([Shape("batch head query key")] Tensor pattern)
{
    var diagonal = pattern.diagonal(0, -2, -1);
    return diagonal.mean([-1]); // wrong <-
    //+ return diagonal.mean([0, -1]);
}

// ## TSH1003: A cache entry is handed to a function that wants one head
// run: Entropy(rand(2, 12, 5, 5))
public static Tensor Entropy([Shape("batch head query key")] Tensor pattern)
{
    return HeadEntropy(pattern); // wrong <-
    //+ return HeadEntropy(pattern[.., 0]);
}

[return: Shape("batch query")]
private static Tensor HeadEntropy([Shape("batch query key")] Tensor pattern)
{
    return -(pattern * pattern.log()).sum(dim: -1);
}

// ## TSH1003 flow: Features as rows are promised and columns are returned
// run: Directions(rand(64, 512))
[return: Shape("d_sae d_in")]
public static Tensor Directions([Shape("d_in d_sae")] Tensor wEnc)
{
    var lengths = wEnc.norm(0, keepdim: true);
    var unit = wEnc / lengths;
    return unit; // wrong <-
    //+ return unit.t();
}

// ## TSH1005 flow: Decoder rows are to have length one
// run: Normalise(rand(32, 32))
public static Tensor Normalise([Shape("d_sae d_in")] Tensor wDec)
{
    var norms = wDec.norm(1); // wrong
    //+ var norms = wDec.norm(1, keepdim: true);
    return wDec / norms; // <-
}

// ## TSH1010 flow: The outputs of layers are stacked, the embedding with one position less
// run: Stack3(rand(2, 6, 64), rand(2, 6, 64))
public static Tensor Stack3([Shape("2 6 64")] Tensor embedding, [Shape("2 6 64")] Tensor attention)
{
    var before = embedding[.., 1..]; // wrong
    //+ var before = embedding;
    var after = before + 0;
    return torch.stack([after, attention], dim: 0); // <-
}

// ## TSH1003 flow: A mean-ablated head has the batch's mean, and no batch
// run: Ablate(rand(2, 5, 16))
[return: Shape("batch seq d_head")]
public static Tensor Ablate([Shape("batch seq d_head")] Tensor z)
{
    var mean = z.mean([0]);
    return mean; // wrong <-
    //+ return mean.expand(z.shape);
}
