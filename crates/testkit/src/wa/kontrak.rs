//! A published OpenAPI contract, and the part of JSON Schema that it speaks.

use std::path::PathBuf;

use serde_json::Value;

/// A contract that lies beside the project, in `../shared/data/contracts`.
pub struct Kontrak {
    isi: Value,
}

impl Kontrak {
    /// Meta's business messaging API; none where the folder is not there.
    pub fn meta() -> Option<Self> {
        Self::baca("whatsapp-business-messaging-v23.0.yaml")
    }

    pub fn gowa() -> Option<Self> {
        Self::baca("gowa-openapi.yaml")
    }

    fn baca(nama: &str) -> Option<Self> {
        let akar = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        // Beside the repository, or two folders above a second checkout of it.
        let tempat = std::env::var_os("BALAI_DATA").map(PathBuf::from);
        let tempat = tempat.unwrap_or_else(|| akar.join("../../../shared/data"));
        let teks = std::fs::read_to_string(tempat.join("contracts").join(nama)).ok()?;
        let isi = serde_yaml_ng::from_str(&teks).expect("a published contract is YAML");
        Some(Self { isi })
    }

    /// What is wrong with a request's JSON body, by the contract.
    pub fn periksa(&self, jalan: &str, isi: &Value) -> Vec<String> {
        let badan = &self.isi["paths"][jalan]["post"]["requestBody"]["content"]["application/json"]["schema"];
        if badan.is_null() {
            return vec![format!("the contract has no {jalan}")];
        }
        let mut temuan = Vec::new();
        self.cocok(badan, isi, "", &mut temuan);
        temuan
    }

    /// The names of a form's fields, by the contract.
    pub fn isian(&self, jalan: &str) -> Vec<String> {
        let badan =
            &self.isi["paths"][jalan]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"];
        let isian = badan["properties"].as_object();
        isian.map(|isian| isian.keys().cloned().collect()).unwrap_or_default()
    }

    fn ikuti<'k>(&'k self, skema: &'k Value) -> &'k Value {
        let Some(acuan) = skema["$ref"].as_str() else { return skema };
        let letak = acuan.trim_start_matches('#');
        self.isi.pointer(letak).unwrap_or(&Value::Null)
    }

    /// `allOf` as one schema. The contract forbids other properties inside single parts, which taken by the
    /// letter would refuse every message: the parts are meant together.
    fn satukan(&self, skema: &Value) -> Value {
        let skema = self.ikuti(skema);
        let Some(bagian) = skema["allOf"].as_array() else { return skema.clone() };
        let mut jadi = serde_json::json!({ "type": "object", "properties": {}, "required": [] });
        for satu in bagian.iter().map(|satu| self.satukan(satu)) {
            for (nama, isi) in satu["properties"].as_object().into_iter().flatten() {
                jadi["properties"][nama] = isi.clone();
            }
            let wajib = satu["required"].as_array().cloned().unwrap_or_default();
            jadi["required"].as_array_mut().expect("made above").extend(wajib);
            if satu["additionalProperties"] == false {
                jadi["additionalProperties"] = false.into();
            }
        }
        jadi
    }

    fn cocok(&self, skema: &Value, isi: &Value, letak: &str, temuan: &mut Vec<String>) {
        let skema = &self.satukan(skema);
        if let Some(pilihan) = skema["oneOf"].as_array().or_else(|| skema["anyOf"].as_array()) {
            self.salah_satu(skema, pilihan, isi, letak, temuan);
        }
        let jenis = skema["type"].as_str().unwrap_or_default();
        let benar = match jenis {
            "object" => isi.is_object(),
            "array" => isi.is_array(),
            "string" => isi.is_string(),
            "boolean" => isi.is_boolean(),
            "integer" => isi.is_i64(),
            _ => true,
        };
        if !benar {
            temuan.push(format!("{letak}: not of type {jenis}"));
            return;
        }
        if let Some(boleh) = skema["enum"].as_array().filter(|boleh| !boleh.contains(isi)) {
            temuan.push(format!("{letak}: not one of {boleh:?}"));
        }
        let panjang = isi.as_str().map(|teks| teks.chars().count());
        if let (Some(panjang), Some(batas)) = (panjang, skema["maxLength"].as_u64())
            && panjang as u64 > batas
        {
            temuan.push(format!("{letak}: {panjang} letters, at most {batas}"));
        }
        if let Some(larik) = isi.as_array() {
            self.larik(skema, larik, letak, temuan);
        }
        if let Some(benda) = isi.as_object() {
            self.benda(skema, benda, letak, temuan);
        }
    }

    fn larik(&self, skema: &Value, larik: &[Value], letak: &str, temuan: &mut Vec<String>) {
        let banyak = larik.len() as u64;
        if skema["maxItems"].as_u64().is_some_and(|batas| banyak > batas) {
            temuan.push(format!("{letak}: {banyak} items are too many"));
        }
        if skema["minItems"].as_u64().is_some_and(|batas| banyak < batas) {
            temuan.push(format!("{letak}: {banyak} items are too few"));
        }
        for (urut, satu) in larik.iter().enumerate() {
            if !skema["items"].is_null() {
                self.cocok(&skema["items"], satu, &format!("{letak}/{urut}"), temuan);
            }
        }
    }

    fn benda(
        &self,
        skema: &Value,
        benda: &serde_json::Map<String, Value>,
        letak: &str,
        temuan: &mut Vec<String>,
    ) {
        for wajib in skema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !benda.contains_key(wajib) {
                temuan.push(format!("{letak}: {wajib} is missing"));
            }
        }
        for (nama, nilai) in benda {
            let anak = &skema["properties"][nama];
            if !anak.is_null() {
                self.cocok(anak, nilai, &format!("{letak}/{nama}"), temuan);
            } else if skema["additionalProperties"] == false {
                temuan.push(format!("{letak}: {nama} is not known"));
            }
        }
    }

    /// One of several shapes: the one that the discriminator names, or any that fits.
    fn salah_satu(
        &self,
        skema: &Value,
        pilihan: &[Value],
        isi: &Value,
        letak: &str,
        temuan: &mut Vec<String>,
    ) {
        let pembeda = skema["discriminator"]["propertyName"].as_str();
        if let Some(nama) = pembeda {
            let jenis = isi[nama].as_str().unwrap_or_default();
            let acuan = &skema["discriminator"]["mapping"][jenis];
            if acuan.is_null() {
                temuan.push(format!("{letak}: {nama} {jenis:?} is not known"));
            } else {
                self.cocok(&serde_json::json!({ "$ref": acuan }), isi, letak, temuan);
            }
            return;
        }
        let mut semua = Vec::new();
        for satu in pilihan {
            let mut sendiri = Vec::new();
            self.cocok(satu, isi, letak, &mut sendiri);
            if sendiri.is_empty() {
                return;
            }
            semua.extend(sendiri);
        }
        temuan.push(format!("{letak}: fits none of {} shapes: {}", pilihan.len(), semua.join("; ")));
    }
}
